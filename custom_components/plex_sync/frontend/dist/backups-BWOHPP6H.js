import{a as Y,b as q,c as X,d as Z,e as tt,f as nt}from"./chunk-2UBGUOFW.js";import{a as F,e as V,f as b,h as Q,i as _,k as et,l as st,m as it,o as rt,p as ot,q as at,r as z,s as lt,t as pt,w as ut,x as A}from"./chunk-3UM3SKG5.js";import{a as g,b as i,d as l,f as K,g as p,h as d,i as H,k as W,l as m,m as f,n as G,o as ct}from"./chunk-4L32OKUO.js";import{a as J}from"./chunk-7ZJVVFNV.js";import{b as U}from"./chunk-WVRBR6QI.js";import"./chunk-UGMLWQPL.js";import{a}from"./chunk-JFKSI6I7.js";var M=["changed","created","removed"];var w=class{constructor(r){this.api=r}list(){return this.api.ask("backups/get")}create(){return this.api.ask("backups/create")}preview(r,t={}){return this.api.ask("backups/preview",{backup:r,...dt(t)})}compare(r,t={}){return this.api.ask("backups/compare",{backup:r,...dt(t)})}verify(r){return this.api.ask("backups/verify",{backup:r})}keep(r,t){return this.api.ask("backups/keep",{backup:r,keep:t})}delete(r){return this.api.ask("backups/delete",{backup:r})}download(r){return this.api.ask("backups/download",{backup:r})}plan(r){return this.api.ask("backups/restore",{...r,dry_run:!0})}restore(r){return this.api.ask("backups/restore",{...r})}};function dt({text:o,difference:r,cursor:t,comparison:e}){return{limit:50,...o?.trim()?{text:o.trim()}:{},...r?{difference:r}:{},...t?{cursor:t}:{},...e?{comparison:e}:{}}}var j=g`
  :host {
    display: block;
    container-type: inline-size;
  }
  .box {
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow: clip;
  }
  .note {
    padding: 10px 12px;
    overflow-wrap: anywhere;
  }
  .note + .note {
    padding-top: 0;
  }
  .bad,
  .warn {
    color: var(--tone);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    padding: 8px 10px;
  }
  .bar.end {
    border-top: 1px solid var(--line);
  }
  .foot {
    position: sticky;
    bottom: 0;
    background: var(--paper);
  }
  .bar input[type="search"] {
    flex: 1 1 150px;
    width: auto;
    min-height: 32px;
    padding-block: 4px;
  }
  .spread {
    flex: 1;
    min-width: 0;
  }
  .choices {
    display: inline-flex;
    flex-wrap: wrap;
    border: 1px solid var(--line);
    border-radius: 16px;
    overflow: hidden;
  }
  .choices button {
    min-height: 30px;
    padding: 3px 12px;
    border: 0;
    border-radius: 0;
    font-variant-numeric: tabular-nums;
  }
  .choices button:focus-visible {
    outline-offset: -2px;
  }
  .choices [aria-selected="true"],
  .choices [aria-pressed="true"] {
    background: color-mix(in srgb, var(--accent) 16%, transparent);
    color: var(--link);
  }
  li,
  .item {
    padding: 8px 12px;
    border-top: 1px solid var(--line);
  }
  .entry {
    display: flex;
    gap: 10px;
    align-items: baseline;
  }
  .entry input {
    flex: none;
    align-self: center;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name b {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .tag {
    color: var(--tone);
  }
  .entry + plex-sync-difference {
    margin-top: 6px;
  }
  pre {
    max-height: 420px;
    margin: 0;
    padding: 10px 12px;
    border-top: 1px solid var(--line);
    overflow: auto;
    font-size: var(--small);
    line-height: 1.5;
    direction: ltr;
  }
`;var Rt=250,x=class extends b{constructor(){super(...arguments);this.occupied=!1;this.epoch=0;this.comparison=null;this.found=[];this.kind=null;this.search="";this.chosen=new Map;this.loading=!1;this.error="";this.#e=0;this.onChoose=t=>{let{target:e,difference:s}=t.detail,n=new Map(this.chosen);n.delete(e)||n.set(e,s),this.chosen=n};this.onSearch=t=>{this.search=t.target.value,clearTimeout(this.#t),this.#t=setTimeout(()=>{this.load(0)},Rt)}}#e;#t;static{this.styles=[m,f,j]}connectedCallback(){super.connectedCallback(),this.load(0)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#t)}updated(t){t.get("epoch")!==void 0&&this.anew()}anew(){this.comparison=null,this.chosen=new Map,this.load(0)}async load(t){let e=++this.#e;this.loading=!0,this.error="";try{let n=await new w(this.context.api).compare(this.backup.backup,{text:this.search,difference:this.kind,cursor:t,comparison:this.comparison?.comparison});if(e!==this.#e)return;let c=t>0&&n.comparison===this.comparison?.comparison;this.found=c?[...this.found,...n.differences]:n.differences,this.comparison=n}catch(s){if(e!==this.#e)return;this.error=_(s)}this.loading=!1}render(){let{comparison:t}=this;return i`<section class="box" aria-label=${this.text("backups.compare_label")}>
      ${this.error?i`<p class="note bad" role="alert">
              ${this.text("state.error",{message:this.error})}
              <button class="link" @click=${()=>this.load(0)}>
                ${this.text("acts.try_again")}
              </button>
            </p>`:l}
      ${t?this.content(t):this.error?l:i`<p class="note quiet" role="status">
                ${this.text("backups.comparing")}
              </p>`}
    </section>`}content(t){let{counts:e}=t,s=M.reduce((c,u)=>c+e[u],0),n=this.text("backups.same",{count:e.same});return s?i`<p class="note small quiet">${this.text("backups.compare_hint")}</p>
      <div class="bar">
        <div class="choices" role="group" aria-label=${this.text("backups.compare_label")}>
          ${this.filter(null,this.text("acts.all"))}
          ${M.filter(c=>e[c]).map(c=>this.filter(c,this.text(`backups.${c}`,{count:e[c]})))}
        </div>
        <span class="small quiet">${n}</span>
        <input
          type="search"
          .value=${this.search}
          placeholder=${this.text("backups.find")}
          aria-label=${this.text("backups.find")}
          @input=${this.onSearch}
        />
      </div>
      ${this.found.length?i`<ul @choose-entry=${this.onChoose}>
              ${q(this.found,({target:c})=>c,c=>i`<plex-sync-backup-entry
                    role="listitem"
                    .context=${this.context}
                    .different=${c}
                    .chosen=${this.chosen.has(c.target)}
                  ></plex-sync-backup-entry>`)}
            </ul>`:i`<p class="note quiet">
              ${this.text("choose.none",{text:this.search})}
            </p>`}
      ${this.foot(t)}`:i`<p class="note" role="status">
        ${this.text("backups.equal")} <span class="quiet">${n}</span>
      </p>`}filter(t,e){return i`<button
      aria-pressed=${this.kind===t?"true":"false"}
      @click=${()=>{this.kind=t,this.load(0)}}
    >
      ${e}
    </button>`}foot({cursor:t}){let e=this.context.permissions.may("restore_backup"),s=this.chosen.size;return i`<div class="bar end foot">
      ${t===null?l:i`<button
              class="link"
              ?disabled=${this.loading}
              @click=${()=>this.load(t)}
            >
              ${this.text(this.loading?"feed.loading":"acts.show_more")}
            </button>`}
      <span class="spread"></span>
      ${e?i`${s?this.restoreButton("chosen",()=>{this.restore(this.choice())}):l}${this.restoreButton("all",()=>{this.restore()})}`:i`<span class="small quiet">${this.text("backups.administrator")}</span>`}
    </div>`}restoreButton(t,e){return i`<button ?disabled=${this.occupied} @click=${e}>
      ${this.text(`backups.restore_${t}`,{count:this.chosen.size})}
    </button>`}choice(){let t=[...this.chosen],e=s=>t.filter(([,n])=>n==="removed"===s).map(([n])=>n);return{saved:e(!1),extra:e(!0)}}restore(t){this.tell("backup-act",{act:"restore",backup:this.backup,chosen:t})}};a([p({attribute:!1})],x.prototype,"backup",2),a([p({type:Boolean})],x.prototype,"occupied",2),a([p({attribute:!1})],x.prototype,"epoch",2),a([d()],x.prototype,"comparison",2),a([d()],x.prototype,"found",2),a([d()],x.prototype,"kind",2),a([d()],x.prototype,"search",2),a([d()],x.prototype,"chosen",2),a([d()],x.prototype,"loading",2),a([d()],x.prototype,"error",2);function O({texts:o},r){let{reason:t="",message:e=""}=r??{};return o.maybe(`backups.reasons.${t}`)??o.maybe(`reasons.${t}.text`,{service:"AniList",message:e,fields:e})??(e||o.text("reasons.unknown.text",{reason:t}))}var E=class extends b{constructor(){super(...arguments);this.timeline=""}static{this.styles=[m,f,g`
      :host {
        display: block;
        margin: 0 16px 14px;
      }
      section {
        padding: 12px 14px;
        border: 1px solid color-mix(in srgb, var(--tone) 50%, transparent);
        border-radius: var(--round);
        background: color-mix(in srgb, var(--tone) 9%, transparent);
      }
      .top {
        display: flex;
        gap: 8px;
        align-items: baseline;
      }
      h3 {
        flex: 1;
        min-width: 0;
        font-size: 15px;
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .top .icon {
        align-self: start;
        margin: -6px -8px -6px 0;
      }
      details {
        margin-top: 6px;
      }
      summary {
        cursor: pointer;
      }
      details ul {
        max-height: 220px;
        margin-top: 4px;
        overflow-y: auto;
      }
      li {
        padding: 3px 0;
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        margin-top: 10px;
      }
    `]}render(){let{done:t,error:e}=this.ending,s=t&&!t.errors.length&&t.result!=="stopped";return i`<section
      class=${e?"bad":s?"good":"warn"}
      role="status"
      aria-label=${this.text("backups.ending")}
    >
      <div class="top">
        <h3>${this.heading()}</h3>
        <button
          class="icon"
          aria-label=${this.text("acts.close")}
          @click=${()=>{this.tell("dismiss-ending")}}
        >
          <ha-icon icon="mdi:close"></ha-icon>
        </button>
      </div>
      ${e?i`<p>${e}</p>`:l} ${t?this.summary(t):l}
    </section>`}heading(){let{done:t,error:e}=this.ending;return e?this.text("backups.not_restored"):t?.result==="stopped"?this.text("backups.stopped"):this.text("backups.restored_from",{when:this.context.formats.moment(this.ending.backup.created_at)})}summary(t){let{restored:e,skipped:s,errors:n}=t,c=[this.text("backups.restored",{count:e}),this.text("backups.skipped",{count:s.length}),this.text("backups.errors",{count:n.length}),this.context.formats.duration(t.seconds)],u=(t.counts.synced??0)+(t.counts.deleted??0),h=t.run!==null&&u>0&&this.context.permissions.may("undo");return i`<p>${c.join(" \xB7 ")}</p>
      ${this.lefts("backups.errors",n,!0)}
      ${this.lefts("backups.skipped",s,!1)}
      <div class="acts">
        ${h?i`<button
                @click=${()=>{this.tell("undo-restore",t)}}
              >
                ${this.text("backups.undo")}
              </button>`:l}
        ${this.timeline?i`<a href=${this.timeline}>${this.text("backups.show_timeline")}</a>`:i`<span class="small quiet">${this.text("backups.in_timeline")}</span>`}
      </div>`}lefts(t,e,s){return e.length?i`<details ?open=${s}>
      <summary>${this.text(t,{count:e.length})}</summary>
      <ul class="small">
        ${e.map(n=>i`<li>
              <b>${n.title||n.target||"?"}</b> ·
              <span class="quiet">${O(this.context,n)}</span>
            </li>`)}
      </ul>
    </details>`:l}};a([p({attribute:!1})],E.prototype,"ending",2),a([p()],E.prototype,"timeline",2);var Tt={changed:"back",created:"good",removed:"gone"},P=class extends b{constructor(){super(...arguments);this.chosen=!1;this.opened=!1}static{this.styles=[m,f,j]}render(){let{title:t,difference:e}=this.different,s=this.text(this.opened?"acts.hide_difference":"acts.difference");return i`<div class="item">
      <div class="entry">
        ${this.context.permissions.may("restore_backup")?this.box():l}
        <div class="name">
          <b>${t}</b>
          <div class="small quiet">
            <span class="tag ${Tt[e]}"
              >${this.text(`backups.is_${e}`)}</span
            >
            ${this.line()}
          </div>
        </div>
        <button
          class="link"
          aria-expanded=${String(this.opened)}
          aria-label="${s}: ${t}"
          @click=${()=>{this.opened=!this.opened}}
        >
          ${s}
        </button>
      </div>
      ${this.opened?i`<plex-sync-difference
              .context=${this.context}
              .record=${Ct(this.different)}
              .given=${St(this.different)}
            ></plex-sync-difference>`:l}
    </div>`}box(){return i`<input
      type="checkbox"
      aria-label=${this.text("backups.choose",{title:this.different.title})}
      .checked=${this.chosen}
      @change=${()=>{this.tell("choose-entry",this.different)}}
    />`}line(){let{edits:t,gone:e,difference:s}=this.different,n=this.context.say.line({edits:s==="removed"?[]:t,more_edits:0,created:!1,deleted:!1,subjects:[]}),c=e.length?this.text("backups.gone",{names:this.context.formats.list(e)}):"";return[n,c].filter(Boolean).map(u=>`\xB7 ${u}`).join(" ")}};a([p({attribute:!1})],P.prototype,"different",2),a([p({type:Boolean})],P.prototype,"chosen",2),a([d()],P.prototype,"opened",2);function Ct({edits:o}){return{record:0,edits:o.map(r=>({...r,rule:""})),more_edits:0,deleted:!0}}function St({now:o,saved:r}){return{before:o,after:r,lengths:{before:{},after:{}}}}var R=class extends b{constructor(){super(...arguments);this.list=null;this.profiles=[];this.heading="";this.creating=!1;this.offline=!1}static{this.styles=[m,f,X]}render(){let t=this.context.permissions.may("create_backup"),e=this.heading||this.text("backups.title",{profile:this.context.profile.title});return i`<header>
      <div class="names">${et(this.context,this.profiles,e)}</div>
      <p class="summary small quiet">${this.summary()}</p>
      <div class="buttons">
        ${t?i`<button
                ?disabled=${this.creating||this.offline}
                @click=${()=>{this.tell("create-backup")}}
              >
                ${this.text(this.creating?"backups.creating":"backups.create")}
              </button>`:l}
      </div>
    </header>`}summary(){if(!this.list)return"";let t=this.list.retention_days,e=this.list.backups.find(({own:s,check:n})=>s&&n==="sound");return[e?this.text("backups.last",{when:this.context.formats.relative(e.created_at)}):"",t?this.text("backups.kept_for",{count:t}):this.text("backups.kept_for_ever")].filter(Boolean).join(" \xB7 ")}};a([p({attribute:!1})],R.prototype,"list",2),a([p({attribute:!1})],R.prototype,"profiles",2),a([p()],R.prototype,"heading",2),a([p({type:Boolean})],R.prototype,"creating",2),a([p({type:Boolean})],R.prototype,"offline",2);var ht=["made","account","count","size","acts"],Pt=new Set(["count","size"]),T=class extends b{constructor(){super(...arguments);this.busy=new Set;this.occupied=!1;this.epoch=0;this.opened=new Map;this.onAct=t=>{let{act:e,backup:s}=t.detail;if(e!=="preview"&&e!=="compare")return;t.stopPropagation();let n=new Map(this.opened);n.get(s.backup)===e?n.delete(s.backup):n.set(s.backup,e),this.opened=n}}static{this.styles=[m,f,g`
      :host {
        display: flex;
        flex: 1 1 auto;
        flex-direction: column;
        min-height: 0;
        container: backups / inline-size;
      }
      .scroller {
        flex: 1 1 auto;
        min-height: 120px;
        max-height: var(--list-height, 640px);
        overflow-y: auto;
        overscroll-behavior: contain;
        scrollbar-width: thin;
      }
      .table {
        display: grid;
        grid-template-columns: minmax(190px, 1fr) minmax(70px, auto) auto auto auto;
        column-gap: 18px;
      }
      .heads,
      .body {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
      }
      .heads {
        padding: 0 16px 6px;
        color: var(--quiet);
        font-size: var(--small);
      }
      .number {
        text-align: end;
      }
      .below {
        grid-column: 1 / -1;
        min-width: 0;
        padding: 2px 16px 14px;
      }
      .empty {
        display: grid;
        gap: 8px;
        justify-items: center;
        padding: 24px 24px 32px;
        border-top: 1px solid var(--line);
        text-align: center;
        text-wrap: balance;
        --mdc-icon-size: 32px;
      }
      .empty ha-icon {
        color: var(--quiet);
      }
      .empty p {
        max-width: 460px;
      }
      @container (max-width: 700px) {
        .table {
          grid-template-columns: minmax(0, 1fr);
        }
        .heads {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }
    `]}connectedCallback(){super.connectedCallback(),this.addEventListener("backup-act",this.onAct)}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("backup-act",this.onAct)}render(){let{backups:t}=this.list;return t.length?i`<div
      class="scroller"
      tabindex="0"
      role="region"
      aria-label=${this.text("backups.label")}
    >
      <div class="table" role="table" aria-label=${this.text("backups.label")}>
        <div class="heads" role="row">
          ${ht.map(e=>i`<div role="columnheader" class=${Pt.has(e)?"number":""}>
                <span class=${e==="acts"?"only-heard":""}
                  >${this.text(`backups.columns.${e}`)}</span
                >
              </div>`)}
        </div>
        <div class="body" role="rowgroup">
          ${q(t,({backup:e})=>e,e=>this.item(e))}
        </div>
      </div>
    </div>`:this.empty()}item(t){let e=this.opened.get(t.backup)??null;return i`<plex-sync-backup-row
        role="row"
        .context=${this.context}
        .backup=${t}
        .opened=${e}
        .busy=${this.busy.has(t.backup)}
        .occupied=${this.occupied}
      ></plex-sync-backup-row>
      ${e?i`<div class="below" role="row">
              <div role="cell" aria-colspan=${ht.length}>
                ${this.below(t,e)}
              </div>
            </div>`:l}`}below(t,e){return e==="preview"?i`<plex-sync-backup-preview
          .context=${this.context}
          .backup=${t}
        ></plex-sync-backup-preview>`:i`<plex-sync-backup-compare
          .context=${this.context}
          .backup=${t}
          .occupied=${this.occupied||this.busy.has(t.backup)}
          .epoch=${this.epoch}
        ></plex-sync-backup-compare>`}empty(){return i`<div class="empty">
      <ha-icon icon="mdi:archive-clock-outline"></ha-icon>
      <p>${this.text("backups.none")}</p>
      <p class="small quiet">
        ${this.text("backups.none_hint",{folder:this.list.folder})}
      </p>
    </div>`}};a([p({attribute:!1})],T.prototype,"list",2),a([p({attribute:!1})],T.prototype,"busy",2),a([p({type:Boolean})],T.prototype,"occupied",2),a([p({attribute:!1})],T.prototype,"epoch",2),a([d()],T.prototype,"opened",2);var qt=/("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi,mt=g`
  .key {
    color: var(--link);
  }
  .string {
    color: var(--good);
  }
  .number {
    color: var(--warn);
  }
  .word {
    color: var(--back);
  }
`;function ft(o){let r=JSON.stringify(o,null,2),t=[],e=0;for(let s of r.matchAll(qt)){let[n,c,u]=s,h=c??n;t.push(r.slice(e,s.index),jt(h,Et(c,u,n))),e=s.index+h.length}return t.push(r.slice(e)),i`${t}`}function jt(o,r){return i`<span class=${r}>${o}</span>`}function Et(o,r,t){return o!==void 0?r===void 0?"string":"key":/^[a-z]/i.test(t)?"word":"number"}var bt=g`
  :host {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: subgrid;
    align-items: center;
    padding: 10px 16px;
    border-top: 1px solid var(--line);
  }
  .made {
    display: grid;
    min-width: 0;
  }
  .when {
    font-size: 15px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.35;
  }
  .when::first-letter {
    text-transform: uppercase;
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    column-gap: 5px;
  }
  .meta > :not(:last-child)::after {
    content: "·" / "";
    margin-inline-start: 5px;
    color: var(--quiet);
  }
  .meta ha-icon {
    --mdc-icon-size: 13px;
    margin-inline-end: 2px;
    vertical-align: 1px;
  }
  .state {
    color: var(--tone);
  }
  .state::before {
    content: "";
    display: inline-block;
    width: 8px;
    height: 8px;
    margin-inline-end: 5px;
    border-radius: 50%;
    background: var(--tone);
  }
  .file {
    justify-self: start;
    max-width: 100%;
    overflow: hidden;
    font-size: 11px;
    text-overflow: ellipsis;
    white-space: nowrap;
    direction: ltr;
  }
  .account {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .note {
    display: block;
    color: var(--tone, var(--quiet));
  }
  .number {
    text-align: end;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    align-items: center;
    margin-inline-end: -8px;
  }
  .acts [aria-expanded="true"]:not(.icon) {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
  .slim {
    display: none;
  }
  @container backups (max-width: 700px) {
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 5px;
      padding-block: 10px 4px;
    }
    .made,
    .acts {
      flex: 1 0 100%;
    }
    .account,
    .entries,
    .size {
      color: var(--quiet);
      font-size: var(--small);
      text-align: start;
    }
    .account:not(:has(.quiet.wide))::after,
    .entries:not(:has(.none))::after {
      content: "·" / "";
    }
    .account::after {
      margin-inline-start: 5px;
    }
    .account:has(.quiet.wide),
    .entries:has(.none),
    .wide {
      display: none;
    }
    .note {
      display: inline;
      margin-inline-start: 5px;
    }
    .acts {
      justify-content: flex-start;
      margin-inline: -8px;
    }
    .acts .icon {
      margin-inline-start: auto;
    }
    .slim {
      display: inline;
    }
  }
`;var Bt=new Set(["faulty","edited","cut_off","incomplete"]);function D({check:o,entry_count:r}){return o==="sound"||Bt.has(o)&&r!==null}function N(o){return o.check==="sound"?"good":o.check==="not_checked"?"gone":D(o)?"warn":"bad"}var S=class extends b{constructor(){super(...arguments);this.opened=null;this.busy=!1;this.occupied=!1}static{this.styles=[m,f,tt,bt]}render(){let{backup:t}=this;return i`<div class="made" role="cell">${this.made()}</div>
      <div class="account" role="cell">${this.account()}</div>
      <div class="entries number" role="cell">
        ${t.entry_count===null?i`<span class="none quiet">–</span>`:i`<span class="wide">${this.number(t.entry_count)}</span
                ><bdi class="slim"
                  >${this.text("backups.entries",{count:t.entry_count})}</bdi
                >`}
      </div>
      <div class="size number" role="cell">
        <bdi>${this.context.formats.size(t.size)}</bdi>
      </div>
      <div class="acts" role="cell">${this.acts()}</div>`}made(){let{backup:t}=this,{moment:e,relative:s}=this.context.formats,n=this.text(`backups.checks.${t.check}`);return i`<time class="when" id="when" datetime=${t.created_at}
        >${e(t.created_at)}</time
      >
      <span class="meta small"
        ><span class="quiet">${s(t.created_at)}</span>
        <span class="state ${N(t)}">${n}</span>
        ${t.keep?i`<span class="quiet"
                ><ha-icon icon="mdi:pin" aria-hidden="true"></ha-icon
                >${this.text("backups.kept")}</span
              >`:l}</span
      >
      <code class="file quiet" title=${t.backup}>${t.backup}</code>`}account(){let{account:t,own:e,format:s}=this.backup,n=[t&&!e?this.text("backups.other_account"):"",s==="plexanibridge"?"PlexAniBridge":""].filter(Boolean);return i`${t?t.name||t.id:i`<span class="wide quiet">–</span>`}${n.length?i`<span class="note small ${e?"quiet":"warn"}"
            >${n.join(" \xB7 ")}</span
          >`:l}`}acts(){let{permissions:t}=this.context,e=D(this.backup),s=this.backup.check!=="link"&&t.may("preview_backup");return i`${s?this.opener("preview"):l}
    ${e&&t.may("compare_backup")?this.opener("compare"):l}
    ${e&&t.may("restore_backup")?i`<button
            class="link"
            ?disabled=${this.busy||this.occupied}
            aria-describedby="when"
            @click=${()=>{this.act("restore")}}
          >
            ${this.text("backups.restore_ask")}
          </button>`:l}
    ${this.menu()}`}opener(t){let e=this.opened===t,s=D(this.backup)?t:"details";return i`<button
      class="link"
      aria-expanded=${String(e)}
      aria-describedby="when"
      @click=${()=>{this.act(t)}}
    >
      ${this.text(`backups.open_${s}`)}
    </button>`}menu(){let{permissions:t,profile:e}=this.context,{keep:s,check:n}=this.backup,c=n==="link",h=[["verify","backups.verify",!c&&t.may("verify_backup")],["keep",s?"backups.unkeep":"backups.keep",t.may("keep_backup")],["download","backups.download",!c&&e.rights.administer],["delete","backups.delete_ask",!c&&t.may("delete_backup")]].filter(([k,,y])=>y&&!(c&&k==="keep"));return h.length?i`<button
        class="icon"
        popovertarget="menu"
        aria-label=${this.text("backups.more")}
        aria-describedby="when"
        ?disabled=${this.busy}
        @click=${k=>{let y=this.renderRoot.querySelector("#menu");Z(y,k.currentTarget)}}
      >
        <ha-icon icon="mdi:dots-vertical"></ha-icon>
      </button>
      <div id="menu" popover>
        ${h.map(([k,y])=>i`<button
              class="item"
              @click=${()=>{this.renderRoot.querySelector("#menu")?.hidePopover(),this.act(k)}}
            >
              ${this.text(y)}
            </button>`)}
      </div>`:l}number(t){return this.context.formats.number(t)}act(t){this.tell("backup-act",{act:t,backup:this.backup})}};a([p({attribute:!1})],S.prototype,"backup",2),a([p({attribute:!1})],S.prototype,"opened",2),a([p({type:Boolean})],S.prototype,"busy",2),a([p({type:Boolean})],S.prototype,"occupied",2);var At=250,gt=8,Ot=["list","json"],Lt=["status","progress","score","repeat","started_at","completed_at","notes"],v=class extends b{constructor(){super(...arguments);this.preview=null;this.entries=[];this.tab="list";this.search="";this.loading=!1;this.error="";this.#e=0;this.onSearch=t=>{this.search=t.target.value,clearTimeout(this.#t),this.#t=setTimeout(()=>{this.load(0)},At)}}#e;#t;static{this.styles=[m,f,j,mt]}connectedCallback(){super.connectedCallback(),this.load(0)}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.#t)}async load(t){let e=++this.#e;this.loading=!0,this.error="";try{let n=await new w(this.context.api).preview(this.backup.backup,{text:this.search,cursor:t});if(e!==this.#e)return;this.preview=n,this.entries=t?[...this.entries,...n.entries]:n.entries}catch(s){if(e!==this.#e)return;this.error=_(s)}this.loading=!1}render(){let{preview:t}=this;return i`<section class="box" aria-label=${this.text("backups.preview_label")}>
      ${this.error?i`<p class="note bad" role="alert">
              ${this.text("state.error",{message:this.error})}
              <button class="link" @click=${()=>this.load(0)}>
                ${this.text("acts.try_again")}
              </button>
            </p>`:l}
      ${t?i`${this.facts(t)} ${this.faults(t)}
            ${t.entry_count?this.content(t):l}`:this.error?l:i`<p class="note quiet">${this.text("backups.loading")}</p>`}
    </section>`}facts(t){let{made_by:e,stated_count:s,entry_count:n,check:c}=t,u=s!==null&&n!==null&&n<s,h=[e?this.text("backups.made_by",{maker:e}):"",t.account?this.text("backups.of_account",{account:t.account.name||t.account.id}):""].filter(Boolean);return i`${c==="sound"?l:i`<p class="note ${N(t)}">
            ${this.text(`backups.explained.${c}`)}
            ${u?this.text("backups.count_differs",{count:n,stated:s}):l}
            ${c==="unreadable"?i`<span class="quiet">(${t.message})</span>`:l}
          </p>`}
    ${h.length?i`<p class="note small quiet">${h.join(" \xB7 ")}</p>`:l}`}faults({faults:t}){if(!t.length)return l;let e=t.length-gt;return i`<ul aria-label=${this.text("backups.faults")}>
      ${t.slice(0,gt).map(({title:s,target:n,reason:c,fields:u})=>i`<li class="small">
            <b>${s||n||"?"}</b> ·
            <span class="quiet"
              >${this.text(`backups.faulty.${c}`,{fields:this.context.formats.list(u.map(h=>this.context.words.label(h)))})}</span
            >
          </li>`)}
      ${e>0?i`<li class="small quiet">${this.text("pieces.more",{count:e})}</li>`:l}
    </ul>`}content(t){return i`<div class="bar end">
        <div
          class="choices"
          role="tablist"
          aria-label=${this.text("backups.preview_label")}
          @keydown=${this.onTabKey}
        >
          ${Ot.map(e=>i`<button
                role="tab"
                id="tab-${e}"
                aria-controls="panel"
                aria-selected=${this.tab===e?"true":"false"}
                tabindex=${this.tab===e?0:-1}
                @click=${()=>{this.tab=e}}
              >
                ${this.text(`backups.tab_${e}`)}
              </button>`)}
        </div>
        <input
          type="search"
          .value=${this.search}
          placeholder=${this.text("backups.find")}
          aria-label=${this.text("backups.find")}
          @input=${this.onSearch}
        />
        <span class="small quiet" role="status"
          >${this.text("backups.entries",{count:t.found})}</span
        >
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.tab==="list"?this.lines():this.json(t)}
        ${t.cursor===null?l:this.more(t.cursor)}
      </div>`}lines(){return this.entries.length?i`<ul>
      ${q(this.entries,({target:t})=>t,t=>i`<li>
            <div class="name">
              <b>${t.title||t.target}</b>
              <div class="small quiet">${this.told(t)}</div>
            </div>
          </li>`)}
    </ul>`:i`<p class="note quiet">
        ${this.text("choose.none",{text:this.search})}
      </p>`}told({state:t}){let{words:e}=this.context;return Lt.filter(s=>!F(t[s])&&t[s]!==0).map(s=>{let n=e.value(s,t[s]);return s==="status"||s==="progress"?n:`${e.label(s)} ${n}`}).join(" \xB7 ")}json(t){let{format:e,version:s,made_by:n,created_at:c,account:u,details:h}=t,k={format:e,version:s,made_by:n,created_at:c,account:u?{...u}:null,details:h,entry_count:t.stated_count,entries:this.entries.map(y=>({...y}))};return i`<pre tabindex="0">${ft(k)}</pre>`}more(t){return i`<div class="bar end">
      <button class="link" ?disabled=${this.loading} @click=${()=>this.load(t)}>
        ${this.text(this.loading?"feed.loading":"acts.show_more")}
      </button>
    </div>`}onTabKey(t){t.key!=="ArrowLeft"&&t.key!=="ArrowRight"||(this.tab=this.tab==="list"?"json":"list",this.updateComplete.then(()=>{this.renderRoot.querySelector(`#tab-${this.tab}`)?.focus()}))}};a([p({attribute:!1})],v.prototype,"backup",2),a([d()],v.prototype,"preview",2),a([d()],v.prototype,"entries",2),a([d()],v.prototype,"tab",2),a([d()],v.prototype,"search",2),a([d()],v.prototype,"loading",2),a([d()],v.prototype,"error",2);var xt=5;function B(o){return o?.plan?.change_count??0}function kt(o,r,t){let e=[...zt(o,r,t),...Mt(o,r)];return i`<ul class="counts" role="status">
      ${e.map(s=>i`<li>${s}</li>`)}
    </ul>
    ${B(r)?Dt(o,r):l}`}function zt({texts:o,formats:r},t,e){let{created:s,changed:n,deleted:c}=t.planned,u=[...new Set(Object.values(t.gone).flat())],h=(k,y)=>y?o.text(`backups.will_${k}`,{count:y}):"";return[B(t)?"":o.text("backups.will_nothing"),h("change",n),h("create",s),h("delete",c),h("leave",t.same),h("stay",e?0:t.newer),u.length?o.text("backups.gone",{names:r.list(u)}):""].filter(Boolean)}function Mt(o,{skipped:r}){return[...new Set(r.map(({reason:e})=>e))].map(e=>{let s=r.filter(u=>u.reason===e),n=s.slice(0,xt).map(({title:u,target:h})=>u||h||"?"),c=s.length>xt?["\u2026"]:[];return o.texts.text("backups.will_skip",{count:s.length,names:[...n,...c].join(", "),reason:O(o,s[0])})})}function Dt(o,r){let{texts:t}=o,e=r.plan?.changes??[],s=B(r)-e.length;return i`<ul
    class="changes"
    tabindex="0"
    aria-label=${t.text("backups.plan_label")}
  >
    ${e.map(n=>i`<li>
          ${n.title}
          <div class="small ${n.deletes?"bad":"quiet"}">
            ${Nt(o,n)}
          </div>
        </li>`)}
    ${s>0?i`<li class="small quiet">${t.text("pieces.more",{count:s})}</li>`:l}
  </ul>`}function Nt({say:o},r){return o.line({edits:r.edits,more_edits:0,created:r.creates,deleted:r.deletes,subjects:r.subjects})}var yt=g`
  .body {
    display: grid;
    gap: 12px;
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .bad {
    color: var(--bad);
  }
  .consent {
    display: grid;
    gap: 4px;
    padding: 10px 12px;
    border: 1px solid color-mix(in srgb, var(--warn) 50%, transparent);
    border-radius: var(--round);
    background: color-mix(in srgb, var(--warn) 9%, transparent);
  }
  .changes {
    max-height: 240px;
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow-y: auto;
  }
  .changes li {
    padding: 7px 12px;
    overflow-wrap: anywhere;
  }
  .changes li + li {
    border-top: 1px solid var(--line);
  }
  label.check {
    align-items: flex-start;
    min-height: 0;
    padding-block: 3px;
  }
  label.check input {
    flex: none;
    margin-top: 3px;
  }
  button:disabled {
    opacity: 0.5;
  }
`;var $=class extends b{constructor(){super(...arguments);this.status=null;this.backup=null;this.plan=null;this.exact=!1;this.given=new Set;this.error="";this.#e=null;this.#n=0;this.onClose=()=>{this.#n++;let t=this.dialog.returnValue==="yes",e=Object.fromEntries(this.needed.map(s=>[s,!0]));this.#t?.(t?{...this.wish,...e,plan:this.plan?.plan_name}:null),this.#t=void 0,this.backup=null}}#e;#t;#n;static{this.styles=[m,f,G,yt]}async ask(t,e){return this.backup=t,this.#e=e,this.exact=e!==null&&!e.saved.length,this.given=new Set,this.load(),await this.updateComplete,this.dialog.returnValue="",this.dialog.showModal(),new Promise(s=>{this.#t=s})}get wish(){let{saved:t,extra:e}=this.#e??{};return{backup:this.backup?.backup??"",exact:this.exact,...t?{entries:this.exact?[...t,...e??[]]:t}:{}}}async load(){let t=++this.#n;this.plan=null,this.error="";try{let e=await new w(this.context.api).plan(this.wish);t===this.#n&&(this.plan=e)}catch(e){t===this.#n&&(this.error=_(e))}}get needed(){let{backup:t}=this,e=[];return t&&!t.own&&e.push("other_account"),t&&t.check!=="sound"&&e.push("insist"),e}get count(){return B(this.plan)}render(){let{backup:t}=this;return i`<dialog aria-labelledby="title" @close=${this.onClose}>
      ${t?i`<h2 id="title">
                ${this.text(this.#e?"backups.restore_chosen_title":"backups.restore_title",{when:this.context.formats.moment(t.created_at)})}
              </h2>
              <div class="body">
                ${this.consents(t)} ${this.shown()} ${this.exactBox(t)}
                <p class="small quiet">${this.text("backups.restore_safe")}</p>
              </div>
              ${this.feet()}`:l}
    </dialog>`}consents(t){let e=t.account?.name||t.account?.id||"?",s=this.text(`backups.checks.${t.check}`);return this.needed.map(n=>i`<div class="consent">
          <p>${this.text(`backups.needs_${n}`,{account:e,state:s})}</p>
          <label class="check"
            ><input
              type="checkbox"
              .checked=${this.given.has(n)}
              @change=${()=>{let c=new Set(this.given);c.delete(n)||c.add(n),this.given=c}}
            />${this.text(`backups.says_${n}`,{account:e})}</label
          >
        </div>`)}shown(){if(this.error)return i`<p class="bad" role="alert">
        ${this.text("state.error",{message:this.error})}
        <button class="link" @click=${()=>this.load()}>
          ${this.text("acts.try_again")}
        </button>
      </p>`;let{plan:t}=this;return t?kt(this.context,t,this.exact):this.planning()}planning(){return i`<p class="quiet" role="status">${this.text("backups.planning")}</p>
      ${this.status?.running?i`<plex-sync-progress
              .context=${this.context}
              .status=${this.status}
            ></plex-sync-progress>`:l}`}exactBox(t){let e=this.#e?this.#e.extra.length:this.plan?.newer??0;return t.check!=="sound"||!e&&!this.exact?l:i`<label class="check"
      ><input
        type="checkbox"
        .checked=${this.exact}
        @change=${()=>{this.exact=!this.exact,this.load()}}
      />${this.text("backups.exact",{count:e})}</label
    >`}feet(){let t=this.count>0&&this.needed.every(s=>this.given.has(s)),e=(this.plan?.planned.deleted??0)>0;return i`<div class="feet">
      <button
        @click=${()=>{this.dialog.close()}}
      >
        ${this.text("acts.cancel")}
      </button>
      <button
        class=${e||this.needed.length?"danger":"filled"}
        ?disabled=${!t}
        @click=${()=>{this.dialog.close("yes")}}
      >
        ${this.text("backups.restore_count",{count:this.count})}
      </button>
    </div>`}};a([p({attribute:!1})],$.prototype,"status",2),a([d()],$.prototype,"backup",2),a([d()],$.prototype,"plan",2),a([d()],$.prototype,"exact",2),a([d()],$.prototype,"given",2),a([d()],$.prototype,"error",2),a([H("dialog")],$.prototype,"dialog",2);function vt(){let o=Date.now();return{folder:"plex_sync/backups",retention_days:7,backups:[I(o-8*36e5,1015,412e3),{...I(o-27*36e5,1014,411e3),keep:!0},{...I(o-56*36e5,null,9e4),check:"cut_off",account:null}]}}function I(o,r,t){let e=new Date(o).toISOString();return{backup:`plex_sync-anilist_frieda.${e.slice(0,19).replace(/\D/g,"")}.json`,size:t,created_at:e,keep:!1,check:"sound",account:{service:"anilist",id:"1",name:"frieda"},own:!0,format:"plex_sync_backup",entry_count:r,fault_count:0,message:""}}var L=class extends it{constructor(t,e,s,n){super(t,e,s);this.changed=n;this.list=null;this.error="";this.busy=new Set;this.creating=!1;this.restoring=null;this.ending=null;this.epoch=0;this.#e=0}#e;get#t(){return new w(this.context().api)}async load(){let t=++this.#e;try{let e=await this.#t.list();if(t!==this.#e)return;this.list=e,this.error=""}catch(e){if(t!==this.#e)return;this.error=_(e)}this.changed()}async create(){this.creating=!0,this.changed(),await this.guarded(async()=>{let{created:t}=await this.#t.create();this.toast({message:this.text(t?"backups.made":"backups.unchanged")})}),this.creating=!1,await this.load()}verify(t){return this.#r(t,async()=>{let{check:e}=await this.#t.verify(t.backup),s=this.text(`backups.checks.${e}`);this.toast({message:this.text("backups.verified",{state:s})})})}keep(t){return this.#r(t,async()=>{await this.#t.keep(t.backup,!t.keep),this.toast({message:this.text(t.keep?"backups.not_kept":"backups.is_kept"),action:{text:this.text("acts.undo"),run:()=>this.keep({...t,keep:!t.keep})}})})}async delete(t){let{confirmed:e}=await this.dialogs().confirm.ask({title:this.text("backups.delete_title"),texts:[this.text("backups.delete_text",{when:this.#s(t)}),t.keep?this.text("backups.delete_kept"):""],confirm:this.text("backups.delete"),danger:!0});e&&await this.#r(t,async()=>{await this.#t.delete(t.backup),this.toast({message:this.text("backups.deleted")})})}async download(t){await this.guarded(async()=>{let{address:e}=await this.#t.download(t.backup),s=document.createElement("a");s.href=e,s.download=t.backup,s.click()})}async restore(t,e){let s=await this.dialogs().restore.ask(t,e);if(!s||s.other_account&&!await this.#n(t))return;this.restoring=t,this.ending=null,this.changed();let n={backup:t,done:null,error:"",at:Date.now()};try{n.done=await this.#t.restore(s)}catch(c){n.error=this.#o(c)}this.restoring=null,this.ending=n,this.epoch++,await this.load()}dismiss(){this.ending=null,this.changed()}async#n({account:t}){let{confirmed:e}=await this.dialogs().confirm.ask({title:this.text("backups.again_title"),texts:[this.text("backups.again_text",{account:t?.name||t?.id||"?",profile:this.context().profile.title})],confirm:this.text("backups.again"),danger:!0});return e}#s(t){return this.context().formats.moment(t.created_at)}#o(t){return t instanceof J?this.text("backups.lost"):_(t)}async#r(t,e){this.busy=new Set([...this.busy,t.backup]),this.changed(),await this.guarded(e),this.busy=new Set([...this.busy].filter(s=>s!==t.backup)),await this.load()}};var $t=[ut,g`
    ha-card.grid,
    ha-card.panel {
      --list-height: none;
    }
  `];var It=6e4,_t="plex_sync",Ut=`/${_t}/timeline`,wt=new Set(["restore","undo","redo"]),C=class extends K{constructor(){super(...arguments);this.sample=!1;this.said="";this.#e=null;this.#t=[];this.#s=this.makeBackups();this.#r=new ct(this);this.#i=new at(()=>this.hass,t=>this.makeTimeline(t),()=>{this.requestUpdate()});this.#a=new nt(()=>this.context,()=>({confirm:this.find("plex-sync-confirm"),choose:this.find("plex-sync-choose"),pins:this.find("plex-sync-pins")}),t=>{A(this,t)},()=>{});this.begin=async()=>{if(!this.sample){await this.#i.begin(this.config.config_entry);return}this.#i.profiles=[],this.#i.timeline=ot(()=>this.hass,this.#r.localizer),this.#s.list=vt(),this.requestUpdate()}}#e;#t;#n;#s;#o;static{this.styles=[m,f,$t]}#r;#i;#a;find(t){return this.renderRoot.querySelector(t)}connectedCallback(){super.connectedCallback(),this.#n=setInterval(()=>{this.#t=[],this.#i.timeline?.standing==="live"&&!this.sample&&this.#s.load()},It),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#n),this.#i.close()}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let e=t.get("hass");return e===void 0||e.locale!==this.hass.locale||e.services!==this.hass.services}firstUpdated(){this.begin()}updated(t){let e=t.get("config");e&&e.config_entry!==this.config.config_entry&&this.begin()}makeTimeline(t){this.#s=this.makeBackups(),this.#o=void 0;let e=new rt(()=>this.hass,t,()=>{this.follow(e),this.requestUpdate()},()=>!1);return e}makeBackups(){return new L(()=>this.context,()=>({confirm:this.find("plex-sync-confirm"),restore:this.find("plex-sync-backup-restore")}),t=>{A(this,t)},()=>{this.requestUpdate()})}follow(t){let e=t.standing==="live"?t.status?.running??null:void 0,s=this.#o;e!==s&&(this.#o=e,(s==="undo"||s==="redo")&&this.#s.epoch++,e===null&&this.#s.load(),e==="restore"&&(this.said=this.context.texts.text("backups.restoring")))}get context(){let t=this.#i.timeline?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:e}=this,{texts:s}=this.#r,n=[e.locale,e.services,e.config.time_zone,s,t];return(!this.#e||n.some((c,u)=>c!==this.#t[u]))&&(this.#t=n,this.#e=V(e,t,s,()=>this.hass,!0)),this.#e}render(){let t=W(this.hass.locale.language)?"rtl":"ltr",e=this.config.height?`--list-height:${this.config.height}px`:"",s=this.hass.user?.is_admin??!1;return i`<ha-card class=${this.layout??""} dir=${t} style=${e}>
      ${lt(this.#i,this.#r.localizer,s,this.begin)??this.live(this.#i.timeline,this.context)}
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`}live(t,e){if(!t?.status)return i``;let{profile:s,texts:n}=e,{status:c}=t;return i`<section
      class="card"
      aria-label=${n.text("backups.card",{profile:s.title})}
      @create-backup=${()=>this.#s.create()}
      @backup-act=${u=>this.act(u.detail)}
      @undo-restore=${u=>this.undo(u.detail)}
      @dismiss-ending=${()=>{this.#s.dismiss()}}
      @stop-run=${()=>this.#a.stop()}
      @choose-profile=${u=>{this.#i.choose(u.detail)}}
      @toast=${u=>{A(this,u.detail)}}
    >
      ${pt(t,n)}
      <plex-sync-backup-header
        .context=${e}
        .list=${this.#s.list}
        .profiles=${this.config.config_entry?[]:this.#i.profiles??[]}
        .heading=${this.config.title??""}
        .creating=${this.#s.creating}
        .offline=${t.offline||t.standing!=="live"}
      ></plex-sync-backup-header>
      ${c.running&&wt.has(c.running)?i`<plex-sync-progress
              .context=${e}
              .status=${c}
              .stoppable=${e.permissions.may("stop")}
            ></plex-sync-progress>`:l}
      ${this.ending(e)} ${this.body(t,e)}
      <plex-sync-confirm .context=${e}></plex-sync-confirm>
      <plex-sync-backup-restore
        .context=${e}
        .status=${c}
      ></plex-sync-backup-restore>
    </section>`}ending(t){let{ending:e}=this.#s;return e?i`<plex-sync-backup-ending
      .context=${t}
      .ending=${e}
      .timeline=${this.config.timeline_path??(_t in(this.hass.panels??{})?Ut:"")}
    ></plex-sync-backup-ending>`:l}body({status:t},e){let{list:s,error:n,busy:c,restoring:u,epoch:h}=this.#s,{text:k}=e.texts;if(!s){if(!n)return z(k("backups.loading"));let y=i`<button @click=${()=>this.#s.load()}>
        ${k("acts.try_again")}
      </button>`;return z(k("state.error",{message:n}),y)}return i`<plex-sync-backup-list
      .context=${e}
      .list=${s}
      .busy=${c}
      .epoch=${h}
      .occupied=${u!==null||wt.has(t?.running??"")}
    ></plex-sync-backup-list>`}async act({act:t,backup:e,chosen:s}){t==="restore"?await this.#s.restore(e,s??null):t!=="preview"&&t!=="compare"&&await this.#s[t](e)}async undo({run:t,counts:e}){let s=this.#s.ending?.at;if(t===null||s===void 0)return;let n=new Date(s).toISOString();await this.#a.undoRun({run:t,counts:e,started_at:n})&&this.#s.dismiss()}};a([p({attribute:!1})],C.prototype,"hass",2),a([p({attribute:!1})],C.prototype,"config",2),a([p({attribute:!1})],C.prototype,"layout",2),a([p({type:Boolean})],C.prototype,"sample",2),a([d()],C.prototype,"said",2);var Kt={"plex-sync-difference":Y,"plex-sync-progress":st,"plex-sync-confirm":Q,"plex-sync-backup-header":R,"plex-sync-backup-preview":v,"plex-sync-backup-entry":P,"plex-sync-backup-compare":x,"plex-sync-backup-row":S,"plex-sync-backup-list":T,"plex-sync-backup-ending":E,"plex-sync-backup-restore":$,"plex-sync-backups":C};for(let[o,r]of Object.entries(Kt))U(o,r);
