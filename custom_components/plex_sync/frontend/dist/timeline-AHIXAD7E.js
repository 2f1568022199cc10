import{a as Q,b as z,c as Y,d as J,e as X,f as tt}from"./chunk-2UBGUOFW.js";import{a as K}from"./chunk-CSJYDP6Y.js";import{c as F,d as j,e as D,f as x,g as O,h as G,i as k,j as H,k as Z,l as W,o as et,p as it,q as st,s as nt,t as ot,u as at,v as lt,w as ct,x as B}from"./chunk-3UM3SKG5.js";import{a as g,b as s,d as o,f as L,g as l,h,i as R,k as V,l as u,m,n as A,o as rt}from"./chunk-4L32OKUO.js";import"./chunk-7ZJVVFNV.js";import{b as U}from"./chunk-WVRBR6QI.js";import"./chunk-UGMLWQPL.js";import{a as n}from"./chunk-JFKSI6I7.js";var C=class extends x{constructor(){super(...arguments);this.record=null}#t;static{this.styles=[u,m,A]}async ask(t){return this.record=t,await this.updateComplete,this.dialog.showModal(),new Promise(e=>{this.#t=e})}settle(t){this.#t?.(t),this.#t=void 0,this.record=null,this.dialog.close()}render(){let{record:t}=this;return s`<dialog
      aria-labelledby="title"
      @close=${()=>{this.settle(null)}}
      @chosen=${e=>{e.stopPropagation(),this.settle(e.detail)}}
    >
      ${t?s`<h2 id="title">${this.text("choose.title")}</h2>
              <div class="body">
                <p class="quiet">
                  ${t.subtitle?this.text("choose.of",{title:t.title,subtitle:t.subtitle}):t.title}
                </p>
                <br />
                <plex-sync-search
                  .context=${this.context}
                  .query=${t.title}
                  .suggested=${gt(t)}
                ></plex-sync-search>
              </div>
              <div class="feet">
                <button
                  @click=${()=>{this.settle(null)}}
                >
                  ${this.text("acts.cancel")}
                </button>
              </div>`:o}
    </dialog>`}};n([h()],C.prototype,"record",2),n([R("dialog")],C.prototype,"dialog",2);function gt(c){let{candidates:p}=c.details;return Array.isArray(p)?p.flatMap(t=>F(t)&&typeof t.id=="number"?[{id:t.id,title:j(t.title??t.id),format:typeof t.format=="string"?t.format:null,year:typeof t.year=="number"?t.year:null,episodes:typeof t.episodes=="number"?t.episodes:null}]:[]):[]}function pt(c,p){return new Map(p.map(t=>{let e=c.filter(i=>i.fields.includes(t)).length;return[t,e===0?"none":e===c.length?"all":"some"]}))}function ht(c,p){let t=[...p];return c.flatMap(e=>{let i=f=>e.fields.includes(f),r=t.filter(([f,M])=>M==="all"&&!i(f)),a=t.filter(([f,M])=>M==="none"&&i(f)),d=f=>f.map(([M])=>M);return r.length||a.length?[{pin:e,added:d(r),lifted:d(a)}]:[]})}function dt({pin:c,added:p,lifted:t}){return{pin:c,added:t,lifted:p}}var ut=["status","progress","score","repeat","started_at","completed_at","notes"];var v=class extends x{constructor(){super(...arguments);this.view=null;this.pins=null;this.fields=ut;this.marks=new Map;this.chosen=new Set;this.error="";this.saving=!1;this.back=()=>{this.view={kind:"all"}};this.close=()=>{this.dialog.close()}}static{this.styles=[u,m,A,g`
      .spread {
        margin-inline-end: auto;
      }
    `]}async showAll(){this.chosen=new Set,await this.show({kind:"all"}),await this.load()}async showOne(t,e){await this.show(null),await this.load(),this.edit([this.pinOf(t,e)],!1)}async show(t){this.view=t,this.pins=null,this.error="",await this.updateComplete,this.dialog.open||this.dialog.showModal()}async load(){if(!this.context.permissions.may("get_pins")){this.pins=[];return}try{let{pins:t,fields:e}=await this.context.api.act("get_pins");this.pins=t,e?.length&&(this.fields=e)}catch(t){this.pins=[],this.error=this.text("state.error",{message:k(t)})}}pinOf(t,e){return this.pins?.find(r=>r.target===t)??{target:t,title:e,fields:[]}}edit(t,e){this.marks=pt(t,this.fields),this.view={kind:"edit",pins:t,back:e}}render(){let{view:t}=this;return s`<dialog aria-labelledby="title">
      <h2 id="title">${this.heading(t)}</h2>
      <div class="body">
        ${this.error?s`<p role="alert" class="bad">${this.error}</p>`:o}
        ${this.pins===null||!t?this.text("pins.loading"):this.body(t)}
      </div>
      <div class="feet">${t?this.feet(t):o}</div>
    </dialog>`}heading(t){if(t?.kind==="find")return this.text("pins.find");if(t?.kind!=="edit")return this.text("pins.manager");let[e,...i]=t.pins;return i.length?this.text("pins.title_many",{count:t.pins.length}):this.text("pins.title",{title:e?.title??""})}body(t){return t.kind==="edit"?s`<plex-sync-pin-editor
        .context=${this.context}
        .marks=${this.marks}
        @marked=${e=>{this.marks=e.detail}}
      ></plex-sync-pin-editor>`:t.kind==="find"?s`<plex-sync-search
        .context=${this.context}
        @chosen=${e=>{e.stopPropagation();let{id:i,title:r}=e.detail;this.edit([this.pinOf(String(i),r)],!0)}}
      ></plex-sync-search>`:s`<plex-sync-pin-list
      .context=${this.context}
      .pins=${this.pins??[]}
      .chosen=${this.chosen}
      @choose-pins=${e=>{this.chosen=e.detail}}
      @edit-pin=${e=>{this.edit([e.detail],!0)}}
      @unpin=${({detail:e})=>this.save([{pin:e,added:[],lifted:e.fields}],!0)}
    ></plex-sync-pin-list>`}feet(t){switch(t.kind){case"all":return this.listFeet();case"find":return this.button("acts.cancel",this.back);case"edit":{let e=ht(t.pins,this.marks),i=()=>this.save(e,t.back),r=!e.length||this.saving;return s`${this.button("acts.cancel",t.back?this.back:this.close)}
        ${this.button("acts.save",i,"filled",r)}`}}}listFeet(){let{may:t}=this.context.permissions,e=(this.pins??[]).filter(({target:a})=>this.chosen.has(a)),i=()=>{this.view={kind:"find"}},r=s`<button
      class="filled"
      @click=${()=>{this.edit(e,!0)}}
    >
      ${this.text("pins.edit_many",{count:e.length})}
    </button>`;return s`${t("search_anilist")&&t("pin")?this.button("pins.find",i,"link spread"):o}
    ${this.button("acts.close",this.close)} ${e.length?r:o}`}button(t,e,i="",r=!1){return s`<button class=${i} ?disabled=${r} @click=${e}>
      ${this.text(t)}
    </button>`}async save(t,e){this.saving=!0,this.error="";try{await this.make(t),this.tell("toast",{message:this.told(t),action:{text:this.text("acts.undo"),run:()=>this.make(t.map(dt))}}),e?await this.showAll():this.close()}catch(i){this.error=this.text("state.error",{message:k(i)})}finally{this.saving=!1}}told(t){let[e,...i]=t;if(!e||i.length)return this.text("toast.pins_changed",{count:t.length});let{pin:r,added:a,lifted:d}=e,f=r.fields.length+a.length-d.length;return this.text(f?"toast.pinned":"toast.unpinned",{title:r.title})}async make(t){let{api:e}=this.context;for(let{pin:i,added:r,lifted:a}of t){let{target:d}=i;r.length&&await e.act("pin",{target:d,fields:r}),a.length&&await e.act("unpin",{target:d,fields:a})}}};n([h()],v.prototype,"view",2),n([h()],v.prototype,"pins",2),n([h()],v.prototype,"fields",2),n([h()],v.prototype,"marks",2),n([h()],v.prototype,"chosen",2),n([h()],v.prototype,"error",2),n([h()],v.prototype,"saving",2),n([R("dialog")],v.prototype,"dialog",2);var mt=g`
  :host {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  .scroller {
    flex: 1 1 auto;
    min-height: 160px;
    max-height: var(--feed-height, 640px);
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    border-top: 1px solid var(--line);
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .chunk {
    content-visibility: auto;
    contain-intrinsic-size: auto 6200px;
  }
  .run {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 40px;
    padding: 4px 16px;
    border-top: 1px solid var(--line);
    background: var(--wash);
    color: var(--quiet);
    font-size: var(--small);
    font-variant-numeric: tabular-nums;
  }
  .chunk:first-child li:first-child .run {
    border-top: 0;
  }
  .run .words {
    flex: 1;
    min-width: 0;
  }
  .run .words::first-letter {
    text-transform: uppercase;
  }
  .run .words {
    display: block;
  }
  .run button {
    margin-inline-end: -8px;
  }
  .fresh {
    position: absolute;
    z-index: 2;
    inset-block-start: 10px;
    inset-inline: 0;
    width: max-content;
    margin-inline: auto;
    box-shadow: 0 3px 12px rgba(0, 0, 0, 0.3);
  }
  .foot {
    display: grid;
    gap: 6px;
    justify-items: center;
    padding: 16px;
    border-top: 1px solid var(--line);
    font-size: var(--small);
    text-align: center;
  }
  .foot:first-child {
    border-top: 0;
  }
  .empty {
    padding: 44px 16px;
    font-size: var(--normal);
    --mdc-icon-size: 40px;
  }
  .empty ha-icon {
    color: var(--quiet);
    opacity: 0.6;
  }
`;var yt=120,vt=124,y=class extends x{constructor(){super(...arguments);this.version=0;this.busy=new Set;this.loading=!1;this.error="";this.opened=new Map;this.far=new Set;this.#t=new Map;this.onAct=t=>{let{act:e,record:i}=t.detail;if(e!=="difference"&&e!=="why")return;t.stopPropagation();let r=new Map(this.opened);r.get(i.record)===e?r.delete(i.record):r.set(i.record,e),this.opened=r}}#t;#i;#s;static{this.styles=[u,m,mt]}get isScrolled(){return this.hasUpdated&&this.scroller.scrollTop>yt}scrollToTop(){this.scroller.scrollTo({top:0})}connectedCallback(){super.connectedCallback(),this.addEventListener("act",this.onAct),this.hasUpdated&&this.observe()}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("act",this.onAct),this.#i?.disconnect(),this.#s?.disconnect()}firstUpdated(){this.observe()}updated(t){(t.has("version")||t.has("loading"))&&this.watch()}observe(){let t=this.scroller;this.#i=new IntersectionObserver(e=>{let i=new Set(this.far);for(let{target:r,isIntersecting:a,boundingClientRect:d}of e){let f=Number(r.dataset.key);a?i.delete(f):d.height>0&&(this.#t.set(f,d.height),i.add(f))}(i.size!==this.far.size||[...i].some(r=>!this.far.has(r)))&&(this.far=i)},{root:t,rootMargin:"1600px 0px"}),this.#s=new IntersectionObserver(e=>{e.some(i=>i.isIntersecting)&&this.tell("load-more")},{root:t,rootMargin:"600px 0px"}),this.watch()}watch(){this.#i?.disconnect(),this.#s?.disconnect();for(let e of this.renderRoot.querySelectorAll(".chunk"))this.#i?.observe(e);let t=this.renderRoot.querySelector(".end");t&&!this.loading&&this.#s?.observe(t)}render(){let t=this.feed.held.size;return s`${t?this.newButton(t):o}
      <div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label=${this.text("feed.label")}
      >
        ${z(this.feed.chunks,e=>e.key,(e,i)=>this.chunk(e,i))}
        ${this.foot()}
      </div>`}newButton(t){return s`<button
      class="filled fresh"
      @click=${()=>{this.tell("let-in"),this.scrollToTop()}}
    >
      ↑ ${this.text("feed.new",{count:t})}
    </button>`}chunk(t,e){let{key:i,records:r}=t;if(this.far.has(i)){let d=this.#t.get(i)??r.length*vt;return s`<div class="chunk" data-key=${i} style="height:${d}px"></div>`}let a=this.feed.chunks[e-1]?.records.at(-1);return s`<ul class="chunk" data-key=${i}>
      ${z(r,d=>d.record,(d,f)=>this.item(d,f?r[f-1]:a))}
    </ul>`}item(t,e){let{dayKey:i}=this.context.formats,r=!e||H(e,i)!==H(t,i);return s`<li>
      ${r?this.heading(t):o}
      <plex-sync-record
        .context=${this.context}
        .record=${t}
        .opened=${this.opened.get(t.record)??null}
        .busy=${this.busy.has(t.record)}
      ></plex-sync-record>
    </li>`}heading(t){let e=t.run===null?void 0:this.feed.runs.get(t.run),{moment:i,dayName:r}=this.context.formats,a=e?i(e.started_at):r(t.at);return s`<div class="run">
      <span class="words"
        >${[a,...e?this.runWords(e):[]].filter(Boolean).join(" \xB7 ")}</span
      >
      ${e&&this.context.permissions.canUndoRun(e)&&!this.feed.isUndone(e)?s`<button
              class="link small"
              @click=${()=>{this.tell("undo-run",e)}}
            >
              ${this.text("acts.undo_run")}
            </button>`:o}
    </div>`}runWords(t){let e=(...a)=>a.reduce((d,f)=>d+(t.counts[f]??0),0),i=e("synced","deleted","undone"),r=e("failed","not_found","review");return[this.context.texts.maybe(`kinds.${t.kind}`)??t.kind,i?this.text("feed.changes",{count:i}):"",r?this.text("feed.problems",{count:r}):"",t.seconds===null?"":this.context.formats.duration(t.seconds),this.context.texts.maybe(`results.${t.result}`)??""]}foot(){if(this.error)return s`<div class="foot" role="alert">
        <p>${this.text("feed.failed",{message:this.error})}</p>
        <button
          @click=${()=>{this.tell("load-more")}}
        >
          ${this.text("acts.try_again")}
        </button>
      </div>`;if(this.feed.next!==null||this.loading)return s`<div class="foot end quiet">${this.text("feed.loading")}</div>`;if(this.feed.size)return s`<div class="foot quiet">${this.text("feed.end")}</div>`;let t=this.filter.outcome!==null||this.filter.text.trim()!=="",e=t?"feed.empty_filter":"feed.empty";return s`<div class="foot empty">
      <ha-icon
        icon=${t?"mdi:filter-off-outline":"mdi:timeline-clock-outline"}
      ></ha-icon>
      <p>${this.text(e)}</p>
      <p class="small quiet">${this.text(`${e}_hint`)}</p>
    </div>`}};n([l({attribute:!1})],y.prototype,"feed",2),n([l({attribute:!1})],y.prototype,"version",2),n([l({attribute:!1})],y.prototype,"filter",2),n([l({attribute:!1})],y.prototype,"busy",2),n([l({type:Boolean})],y.prototype,"loading",2),n([l()],y.prototype,"error",2),n([h()],y.prototype,"opened",2),n([h()],y.prototype,"far",2),n([R(".scroller")],y.prototype,"scroller",2);var $=class extends x{constructor(){super(...arguments);this.profiles=[];this.heading="";this.search="";this.plain=!1;this.offline=!1;this.searching=!1}static{this.styles=[u,m,X,Y]}render(){let t=this.status.running!==null,e=this.context.permissions.may("sync")&&!this.plain;return s`<header>
        <div class="names">
          ${Z(this.context,this.profiles,this.heading||this.context.profile.title)}
        </div>
        <p class="summary small quiet" title=${this.checked()}>${this.summary()}</p>

        <div class="buttons">
          ${e?this.syncButtons(t):o} ${this.searchButton()}
          ${this.menu(e&&!t)}
        </div>
      </header>
      ${this.searching||this.search?this.searchField():o}`}summary(){let{last_sync:t,next_full:e}=this.status,{relative:i,moment:r}=this.context.formats,a=[t?this.text("header.last_sync",{when:i(t)}):this.text("header.never")];return e&&a.push(this.text("header.next_full",{when:r(e)})),this.status.dry_run&&a.push(this.text("header.dry_run")),a.join(" \xB7 ")}checked(){let{last_checked:t}=this.status;if(!t)return"";let e=this.context.formats.relative(t);return this.text("header.last_checked",{when:e})}syncButtons(t){let e=(i,r)=>s`<button
        class=${r}
        ?disabled=${t||this.offline}
        @click=${()=>{this.tell("sync",i)}}
      >
        ${this.text(`acts.${i}_sync`)}
      </button>`;return s`${e("poll","wide")}${e("full","filled")}`}searchButton(){return s`<button
      class="icon"
      aria-label=${this.text("header.search")}
      aria-expanded=${String(this.searching)}
      @click=${async()=>{this.searching=!this.searching,!this.searching&&this.search&&this.tell("filter-text",""),await this.updateComplete,this.renderRoot.querySelector("input")?.focus()}}
    >
      <ha-icon icon="mdi:magnify"></ha-icon>
    </button>`}searchField(){return s`<div class="search" role="search">
      <input
        type="search"
        .value=${this.search}
        placeholder=${this.text("header.search_hint")}
        aria-label=${this.text("header.search")}
        @input=${t=>{this.tell("filter-text",t.target.value)}}
      />
    </div>`}menu(t){let e=this.context.permissions.may("get_pins"),i=this.context.profile.config_entry_id,r=(a,d,f="")=>s`<button
        class="item ${f}"
        @click=${()=>{this.renderRoot.querySelector("#menu")?.hidePopover(),d()}}
      >
        ${a}
      </button>`;return s`<button
        class="icon"
        popovertarget="menu"
        aria-label=${this.text("header.more")}
        @click=${a=>{let d=this.renderRoot.querySelector("#menu");J(d,a.currentTarget)}}
      >
        <ha-icon icon="mdi:dots-vertical"></ha-icon>
      </button>
      <div id="menu" popover>
        ${t?r(this.text("acts.poll_sync"),()=>{this.tell("sync","poll")},"narrow"):o}
        ${e?r(this.text("header.pins"),()=>{this.tell("show-pins")}):o}
        <a
          class="item"
          href="/config/integrations/integration/plex_sync#config_entry=${i}"
          >${this.text("header.open_profile")}</a
        >
      </div>`}};n([l({attribute:!1})],$.prototype,"status",2),n([l({attribute:!1})],$.prototype,"profiles",2),n([l()],$.prototype,"heading",2),n([l()],$.prototype,"search",2),n([l({type:Boolean})],$.prototype,"plain",2),n([l({type:Boolean})],$.prototype,"offline",2),n([h()],$.prototype,"searching",2);var bt=["synced","failed","not_found","deleted","undone"],$t=["synced","failed","not_found","review","pending","deleted","undone"],q=class extends x{constructor(){super(...arguments);this.counters={};this.chosen=null}static{this.styles=[u,m,g`
      :host {
        display: block;
        container-type: inline-size;
        padding: 0 16px 14px;
      }
      .outcomes {
        display: grid;
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        gap: 8px;
      }
      button {
        display: block;
        min-width: 0;
        padding: 7px 10px;
        border-radius: var(--round);
        text-align: start;
        white-space: normal;
      }
      :host(:dir(rtl)) button {
        text-align: right;
      }
      button[aria-pressed="true"] {
        border-color: var(--tone);
        background: color-mix(in srgb, var(--tone) 12%, transparent);
        box-shadow: inset 0 0 0 1px var(--tone);
      }
      b {
        display: block;
        font-size: 20px;
        font-weight: var(--ha-font-weight-medium, 500);
        line-height: 1.25;
        font-variant-numeric: tabular-nums;
      }
      .name {
        display: flex;
        gap: 6px;
        align-items: center;
        color: var(--quiet);
        font-size: var(--small);
      }
      .name::before {
        content: "";
        flex: none;
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: var(--tone);
      }
      @container (max-width: 460px) {
        .outcomes {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
      }
    `]}render(){let t=$t.filter(e=>bt.includes(e)||e===this.chosen||this.counters[e]);return s`<div
      class="outcomes"
      style="--columns:${t.length}"
      role="group"
      aria-label=${this.text("feed.outcomes")}
    >
      ${t.map(e=>this.card(e))}
    </div>`}card(t){let e=this.counters[t]??0;return s`<button
      class=${O[t]??""}
      aria-pressed=${String(t===this.chosen)}
      @click=${()=>{this.tell("filter-outcome",t===this.chosen?null:t)}}
    >
      <b>${this.context.formats.number(e)}</b>
      <span class="name one-line">${this.text(`outcomes.${t}`)}</span>
    </button>`}};n([l({attribute:!1})],q.prototype,"counters",2),n([l({attribute:!1})],q.prototype,"chosen",2);var N=100,ft=5,wt=new Set(["too_many_deleted","too_many_lowered","sequence_halved","library_shrunk"]),w=class extends x{constructor(){super(...arguments);this.busy=!1;this.changes=[];this.cursor=0;this.open=!1;this.count=ft;this.error=""}static{this.styles=[u,m,g`
      :host {
        display: block;
        margin: 0 16px 14px;
      }
      section {
        padding: 12px 14px;
        border: 1px solid color-mix(in srgb, var(--warn) 50%, transparent);
        border-radius: var(--round);
        background: color-mix(in srgb, var(--warn) 9%, transparent);
      }
      h3 {
        font-size: 15px;
        font-weight: var(--ha-font-weight-medium, 500);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 10px;
      }
      ul {
        max-height: 320px;
        margin-top: 10px;
        overflow-y: auto;
        border-top: 1px solid var(--line);
      }
      li {
        display: grid;
        gap: 0 10px;
        padding: 6px 0;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      .deletes {
        color: var(--bad);
      }
    `]}willUpdate(t){let e=t.get("plan");e&&e.at!==this.plan.at&&(this.changes=[],this.cursor=0,this.open=!1)}render(){let{plan:t}=this,e=wt.has(t.reason),i=this.context.permissions.may("apply_plan")&&(!e||this.context.profile.rights.administer);return s`<section aria-label=${this.text("plan.label")}>
      <h3>${this.title_()}</h3>
      <p class="small quiet">${this.counts().join(" \xB7 ")}</p>
      ${this.open?this.list():o}
      ${this.error?s`<p role="alert" class="deletes">${this.error}</p>`:o}
      <div class="acts">
        ${i?s`<button
                class="filled"
                ?disabled=${this.busy}
                @click=${()=>{this.tell("apply-plan",t)}}
              >
                ${this.text("acts.apply")}
              </button>`:o}
        ${this.context.permissions.may("get_plan")?s`<button aria-expanded=${String(this.open)} @click=${()=>this.toggle()}>
                ${this.text(this.open?"acts.hide_changes":"acts.show_changes")}
              </button>`:o}
        ${this.context.permissions.may("discard_plan")?s`<button
                class="link"
                ?disabled=${this.busy}
                @click=${()=>{this.tell("discard-plan",t)}}
              >
                ${this.text("acts.discard")}
              </button>`:o}
      </div>
      ${e&&!i&&this.context.profile.rights.act?s`<p class="small quiet">${this.text("plan.administrator")}</p>`:o}
    </section>`}title_(){let{reason:t,details:e}=this.plan,{count:i,total:r,title:a}=e;return this.context.texts.maybe(`plan.${t}`,{count:Number(i??0),total:Number(r??0),title:j(a??"")})??this.text("plan.preview")}counts(){let{counts:t,at:e}=this.plan;return[...["changes","created","deleted","lowered"].filter(i=>t[i]||i==="changes").map(i=>this.text(`plan.${i}`,{count:t[i]})),this.text("plan.made",{when:this.context.formats.moment(e)})]}list(){let t=this.changes.slice(0,this.count),e=this.changes.length>this.count||this.cursor!==null;return s`<ul>
      ${t.map(i=>s`<li>
            <span>${i.title}<span class="small quiet">${Tt(i)}</span></span>
            <span class="small ${i.deletes?"deletes":"quiet"}"
              >${this.line(i)}</span
            >
          </li>`)}
      ${e?s`<button class="link" @click=${()=>this.showMore()}>
              ${this.text(this.changes.length?"acts.show_more":"feed.loading")}
            </button>`:o}
    </ul>`}line(t){return this.context.say.line({edits:[...t.edits,...t.conflicts],more_edits:0,created:t.creates,deleted:t.deletes,subjects:t.subjects})}async toggle(){this.open=!this.open,this.open&&!this.changes.length&&await this.load()}async showMore(){this.count=this.count===ft?N:this.count+N,this.changes.length<this.count&&await this.load()}async load(){if(this.cursor!==null){this.error="";try{let t=await this.context.api.plan(this.cursor,N);this.changes=[...this.changes,...t.changes].sort(kt),this.cursor=this.changes.length<t.change_count?t.cursor:null}catch(t){this.error=this.text("state.error",{message:k(t)})}}}};n([l({attribute:!1})],w.prototype,"plan",2),n([l({type:Boolean})],w.prototype,"busy",2),n([h()],w.prototype,"changes",2),n([h()],w.prototype,"cursor",2),n([h()],w.prototype,"open",2),n([h()],w.prototype,"count",2),n([h()],w.prototype,"error",2);function kt(c,p){return Number(p.deletes)-Number(c.deletes)||Number(p.lowers)-Number(c.lowers)||p.edits.length-c.edits.length}function Tt(c){let p=c.subjects[0]?.subtitle;return p?` \xB7 ${p}`:""}var S=class extends x{constructor(){super(...arguments);this.marks=new Map}static{this.styles=[u,m,g`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
        gap: 2px 12px;
        margin-top: 12px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 8px -8px 0;
      }
    `]}render(){return s`<p class="small quiet">${this.text("pins.hint")}</p>
      <div class="fields">
        ${[...this.marks].map(([t,e])=>this.field(t,e))}
      </div>
      <div class="row">
        ${this.forAll("pins.select_all","all")}${this.forAll("acts.clear","none")}
      </div>`}field(t,e){return s`<label class="check"
      ><input
        type="checkbox"
        .checked=${e==="all"}
        .indeterminate=${e==="some"}
        @change=${()=>{this.mark([t],e==="all"?"none":"all")}}
      />${this.context.words.label(t)}</label
    >`}forAll(t,e){return s`<button
      class="link"
      @click=${()=>{this.mark([...this.marks.keys()],e)}}
    >
      ${this.text(t)}
    </button>`}mark(t,e){let i=new Map(this.marks);for(let r of t)i.set(r,e);this.tell("marked",i)}};n([l({attribute:!1})],S.prototype,"marks",2);var E=class extends x{constructor(){super(...arguments);this.pins=[];this.chosen=new Set}static{this.styles=[u,m,g`
      li {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .all,
      ul {
        margin-top: 8px;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
      }
    `]}render(){let t=s`<p class="small quiet">${this.text("pins.hint")}</p>`;return this.pins.length?s`${t}${this.all()}
      <ul>
        ${this.pins.map(e=>this.item(e))}
      </ul>`:s`${t}
        <p><br />${this.text("pins.none")}</p>`}get choosable(){return this.pins.length>1&&this.context.permissions.may("pin")}all(){if(!this.choosable)return o;let t=this.chosen.size===this.pins.length;return s`<label class="check small all"
      ><input
        type="checkbox"
        .checked=${t}
        .indeterminate=${this.chosen.size>0&&!t}
        @change=${()=>{this.tell("choose-pins",new Set(t?[]:this.pins.map(Rt)))}}
      />${this.text("pins.select_all")}</label
    >`}item(t){let e=t.fields.map(r=>this.context.words.label(r)),{may:i}=this.context.permissions;return s`<li>
      ${this.choosable?this.box(t):o}
      <div class="name">
        ${I(t)}
        <div class="small quiet">${this.context.formats.list(e)}</div>
      </div>
      <div class="acts">
        ${i("pin")?this.act("acts.edit","edit-pin",t):o}
        ${i("unpin")?this.act("acts.unpin","unpin",t):o}
      </div>
    </li>`}box(t){return s`<input
      type="checkbox"
      aria-label=${I(t)}
      .checked=${this.chosen.has(t.target)}
      @change=${()=>{let e=new Set(this.chosen);e.delete(t.target)||e.add(t.target),this.tell("choose-pins",e)}}
    />`}act(t,e,i){return s`<button
      class="link"
      aria-label="${this.text(t)}: ${I(i)}"
      @click=${()=>{this.tell(e,i)}}
    >
      ${this.text(t)}
    </button>`}};n([l({attribute:!1})],E.prototype,"pins",2),n([l({attribute:!1})],E.prototype,"chosen",2);function I({title:c,target:p}){return c||p}function Rt({target:c}){return c}var xt=g`
  :host {
    display: block;
    container-type: inline-size;
  }
  .entry {
    position: relative;
    display: grid;
    grid-template-columns: 44px minmax(0, 1fr);
    gap: 0 12px;
    padding: 12px 16px 8px;
    border-top: 1px solid var(--line);
  }
  .entry::before {
    content: "";
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    width: 3px;
    background: var(--tone);
  }
  .top {
    display: flex;
    gap: 12px;
    align-items: baseline;
  }
  h3 {
    flex: 1;
    min-width: 0;
    font-size: 15px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.35;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
  time {
    flex: none;
    font-variant-numeric: tabular-nums;
  }
  .outcome {
    color: var(--tone);
  }
  .origin {
    display: flex;
    flex-wrap: wrap;
    gap: 0 5px;
    align-items: baseline;
    margin-top: 1px;
    overflow-wrap: anywhere;
  }
  .origin > * {
    display: inline-flex;
    gap: 3px;
    align-items: baseline;
    min-width: 0;
  }
  .origin > :not(:last-child)::after {
    content: "·" / "";
    margin-inline-start: 2px;
    color: var(--quiet);
  }
  .origin ha-icon {
    align-self: center;
    --mdc-icon-size: 13px;
  }
  .pieces {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    margin-top: 6px;
  }
  .pieces:empty {
    display: none;
  }
  .piece {
    display: inline-flex;
    flex-wrap: wrap;
    gap: 0 5px;
    max-width: 100%;
    padding: 1px 9px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--ink) 7%, transparent);
    font-size: var(--small);
    line-height: 1.6;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .from,
  .arrow {
    color: var(--quiet);
  }
  .to {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .trouble {
    margin-top: 6px;
    color: var(--tone);
    overflow-wrap: anywhere;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin-top: 4px;
    margin-inline: -8px 0;
  }
  .acts .icon {
    width: 32px;
    min-height: 32px;
    margin-inline: auto -7px;
    --mdc-icon-size: 18px;
  }
  .below {
    grid-column: 2 / 3;
    min-width: 0;
    padding: 6px 0 8px;
  }
  @container (max-width: 420px) {
    .below {
      grid-column: 1 / 3;
    }
  }
`;var _=class extends x{constructor(){super(...arguments);this.opened=null;this.busy=!1}static{this.styles=[u,m,xt]}render(){let{record:t}=this,e=O[t.outcome]??"gone";return s`<article class="entry ${e}" aria-labelledby="title">
      <plex-sync-cover
        .context=${this.context}
        .pictures=${t.pictures}
        .title=${t.title}
        .adult=${t.adult??!1}
      ></plex-sync-cover>
      <div class="main">
        <div class="top">
          <h3 id="title">${t.title}</h3>
          <time class="small quiet" datetime=${t.at}
            >${this.context.formats.time(t.at)}</time
          >
        </div>
        ${this.origin()} ${t.problem===null?this.changes():this.problem()}
        ${this.acts()}
      </div>
      ${this.opened?s`<div class="below">${this.below()}</div>`:o}
    </article>`}origin(){let{record:t}=this,e=t.subjects.length-1,i=[t.subtitle,e>0?this.text("record.subjects",{count:e}):"",t.section,t.undone_by===null?"":this.text("record.undid")].filter(Boolean),r=new Map([...t.links,...t.subjects.flatMap(a=>a.links)].map(a=>[a.url,a]));return s`<div class="origin small quiet">
      <span class="outcome">${this.text(`outcomes.${t.outcome}`)}</span>
      ${i.map(a=>s`<span>${a}</span>`)}
      ${[...r.values()].slice(0,4).map(a=>this.link(a))}
    </div>`}link(t){return s`<a
      href=${t.url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${this.text("record.open_at",{service:t.label})}
      >${t.label}<ha-icon icon="mdi:open-in-new" aria-hidden="true"></ha-icon
    ></a>`}changes(){return s`<p class="pieces">
      ${this.context.say.pieces(this.record).map(t=>this.piece(t))}
    </p>`}piece({label:t,from:e,to:i}){return s`<span class="piece"
      >${t?s`<span>${t}</span>`:o}
      ${e&&i?s`<span class="from">${e}</span
              ><span class="arrow" aria-hidden="true">→</span
              ><span class="only-heard">→</span>`:o}
      ${i?s`<span class="to">${i}</span>`:o}</span
    >`}problem(){let t=this.context.say.advice(this.record);return s`<p class="trouble">${this.context.say.problem(this.record)}</p>
      ${t?s`<p class="small quiet">${t}</p>`:o}`}acts(){let t=this.context.permissions.actsOf(this.record);return t.length?s`<div class="acts">${t.map(e=>this.actButton(e))}</div>`:o}actButton(t){let e=t==="difference"||t==="why",i=e&&this.opened===t,r=t==="delete";return s`<button
      class=${r?"icon":"link"}
      ?disabled=${this.busy&&!e}
      aria-expanded=${e?String(i):o}
      aria-label=${r?this.text("acts.delete"):o}
      title=${r?this.text("acts.delete"):o}
      aria-describedby="title"
      @click=${()=>{this.tell("act",{act:t,record:this.record})}}
    >
      ${r?s`<ha-icon icon="mdi:delete-outline"></ha-icon>`:this.actName(t,i)}
    </button>`}actName(t,e){if(e)return this.text(`acts.hide_${t}`);let i=this.record.edits.length+this.record.more_edits;return t==="difference"&&i>1?this.text("acts.difference_count",{count:i}):this.text(`acts.${t}`)}below(){return this.opened==="difference"?s`<plex-sync-difference
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-difference>`:s`<plex-sync-why
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-why>`}};n([l({attribute:!1})],_.prototype,"record",2),n([l({attribute:!1})],_.prototype,"opened",2),n([l({type:Boolean})],_.prototype,"busy",2);var T=class extends x{constructor(){super(...arguments);this.query="";this.suggested=[];this.hits=null;this.searching=!1;this.error="";this.#t=0}#t;static{this.styles=[u,m,g`
      form {
        display: flex;
        gap: 8px;
      }
      h3 {
        margin: 14px 0 4px;
        color: var(--quiet);
        font-size: var(--small);
        font-weight: 400;
      }
      li {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      plex-sync-cover {
        flex: none;
        --cover-width: 36px;
      }
      [role="status"] {
        margin-top: 10px;
      }
    `]}firstUpdated(){this.query&&this.search()}render(){return s`<form
        role="search"
        @submit=${t=>{t.preventDefault(),this.search()}}
      >
        <input
          type="search"
          .value=${this.query}
          placeholder=${this.text("choose.placeholder")}
          aria-label=${this.text("choose.placeholder")}
          @input=${t=>{this.query=t.target.value}}
        />
        <button>${this.text("acts.search")}</button>
      </form>
      ${this.suggested.length?s`<h3>${this.text("choose.candidates")}</h3>
              ${this.list(this.suggested)}`:o}
      <div role="status">${this.found()}</div>`}found(){return this.searching?this.text("feed.loading"):this.error?s`<span class="bad">${this.error}</span>`:this.hits?this.hits.length?s`<h3>${this.text("choose.results")}</h3>
      ${this.list(this.hits)}`:this.text("choose.none",{text:this.query}):o}list(t){return s`<ul>
      ${t.map(e=>s`<li>
            <plex-sync-cover
              .context=${this.context}
              .pictures=${e.cover?[e.cover]:[]}
              .title=${e.title}
              .adult=${e.is_adult??!1}
            ></plex-sync-cover>
            <div class="name">
              <a
                href="https://anilist.co/anime/${e.id}"
                target="_blank"
                rel="noreferrer noopener"
                >${e.title}</a
              >
              <div class="small quiet">${this.facts(e)}</div>
            </div>
            <button
              @click=${()=>{this.tell("chosen",e)}}
            >
              ${this.text("acts.use")}
            </button>
          </li>`)}
    </ul>`}facts(t){return[t.format??"",t.year?String(t.year):"",t.episodes?this.text("choose.episodes",{count:t.episodes}):"",`AniList ${t.id}`,this.pinned(t.pins??[])].filter(Boolean).join(" \xB7 ")}pinned(t){if(!t.length)return"";let e=t.map(i=>this.context.words.label(i));return this.text("choose.pinned",{fields:this.context.formats.list(e)})}async search(){let t=this.query.trim();if(!t)return;let e=++this.#t;this.searching=!0,this.error="";try{let{results:i}=await this.context.api.act("search_anilist",{query:t});e===this.#t&&(this.hits=i)}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:k(i)})}finally{e===this.#t&&(this.searching=!1)}}};n([l()],T.prototype,"query",2),n([l({attribute:!1})],T.prototype,"suggested",2),n([h()],T.prototype,"hits",2),n([h()],T.prototype,"searching",2),n([h()],T.prototype,"error",2);var Pt=3e4,b=class extends L{constructor(){super(...arguments);this.sample=!1;this.busy=new Set;this.planBusy=!1;this.said="";this.#t=null;this.#i=[];this.#n="";this.#r=new rt(this);this.#e=new st(()=>this.hass,t=>this.makeTimeline(t),()=>{this.requestUpdate()});this.#o=new tt(()=>this.context,()=>({confirm:this.find("plex-sync-confirm"),choose:this.find("plex-sync-choose"),pins:this.find("plex-sync-pins")}),t=>{B(this,t)},(t,e)=>{let i=new Set(this.busy);e?i.add(t):i.delete(t),this.busy=i});this.begin=async()=>{if(!this.sample){await this.#e.begin(this.config.config_entry);return}this.#e.profiles=[],this.#e.timeline=it(()=>this.hass,this.#r.localizer),this.requestUpdate()}}#t;#i;#s;#n;static{this.styles=[u,m,ct]}#r;#e;#o;find(t){return this.renderRoot.querySelector(t)}connectedCallback(){super.connectedCallback(),this.#s=setInterval(()=>{this.#i=[],this.requestUpdate()},Pt),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#s),this.#e.close()}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let e=t.get("hass");return e===void 0||e.locale!==this.hass.locale||e.services!==this.hass.services||e.connected!==this.hass.connected}firstUpdated(){this.begin()}updated(t){let e=t.get("config");if(!e)return;(e.config_entry!==this.config.config_entry||e.outcome!==this.config.outcome)&&this.begin()}makeTimeline(t){let e=new et(()=>this.hass,t,()=>{this.sayStage(),this.requestUpdate()},()=>this.feedList?.isScrolled??!1,i=>{this.said=this.context.texts.text("feed.new_said",{count:i})});return this.config.outcome&&(e.filter.outcome=this.config.outcome),e}sayStage(){let t=this.#e.timeline?.status,e=t?.running?t.progress?.stage??"reading":"";e!==this.#n&&(this.#n=e,e&&(this.said=this.#r.localizer.text(`stages.${e}`)))}get context(){let t=this.#e.timeline?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:e}=this,{texts:i}=this.#r,r=this.config.blur_adult??!0,a=[e.locale,e.services,e.config.time_zone,i,t,r];return(!this.#t||a.some((d,f)=>d!==this.#i[f]))&&(this.#i=a,this.#t=D(e,t,i,()=>this.hass,r)),this.#t}render(){let t=V(this.hass.locale.language)?"rtl":"ltr",e=this.config.height?`--feed-height:${this.config.height}px`:"",{localizer:i}=this.#r,r=this.hass.user?.is_admin??!1;return s`<ha-card class=${this.layout??""} dir=${t} style=${e}>
      ${nt(this.#e,i,r,this.begin)??this.live(this.#e.timeline,this.context)}
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`}live(t,e){if(!t?.status)return s``;let i=this.#o;return s`<section
      class="card"
      aria-label=${e.texts.text("card.label",{profile:e.profile.title})}
      @sync=${r=>i.sync(r.detail)}
      @stop-run=${()=>i.stop()}
      @act=${r=>i.perform(r.detail)}
      @undo-run=${r=>i.undoRun(r.detail)}
      @apply-plan=${r=>this.withPlan(()=>i.applyPlan(r.detail))}
      @discard-plan=${()=>this.withPlan(()=>i.discardPlan())}
      @show-pins=${()=>this.find("plex-sync-pins").showAll()}
      @filter-outcome=${r=>{t.narrow({outcome:r.detail}),this.feedList?.scrollToTop()}}
      @filter-text=${r=>{t.narrow({text:r.detail})}}
      @load-more=${()=>t.more()}
      @let-in=${()=>{t.letIn()}}
      @choose-profile=${r=>{this.#e.choose(r.detail)}}
      @toast=${r=>{B(this,r.detail)}}
    >
      ${ot(t,e.texts)}
      ${lt(t,e,{config:this.config,profiles:this.config.config_entry?[]:this.#e.profiles??[],planBusy:this.planBusy})}
      ${at(t,e.texts)}
      <plex-sync-feed
        .context=${e}
        .feed=${t.feed}
        .version=${t.version}
        .filter=${t.filter}
        .busy=${this.busy}
        .loading=${t.loading}
        .error=${t.error}
      ></plex-sync-feed>
      <plex-sync-confirm .context=${e}></plex-sync-confirm>
      <plex-sync-choose .context=${e}></plex-sync-choose>
      <plex-sync-pins .context=${e}></plex-sync-pins>
    </section>`}async withPlan(t){this.planBusy=!0,await t(),this.planBusy=!1}};n([l({attribute:!1})],b.prototype,"hass",2),n([l({attribute:!1})],b.prototype,"config",2),n([l({attribute:!1})],b.prototype,"layout",2),n([l({type:Boolean})],b.prototype,"sample",2),n([h()],b.prototype,"busy",2),n([h()],b.prototype,"planBusy",2),n([h()],b.prototype,"said",2),n([R("plex-sync-feed")],b.prototype,"feedList",2);var P=class extends x{constructor(){super(...arguments);this.explanation=null;this.asking=!1;this.error=""}static{this.styles=[u,m,g`
      .box {
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: var(--round);
        overflow-wrap: anywhere;
      }
      li + li,
      ul + ul {
        margin-top: 4px;
      }
      button {
        margin: 4px 0 0 -8px;
        margin-inline: -8px 0;
      }
    `]}render(){let t=this.context.say.tried(this.record),e=this.record.message;return s`<div class="box small">
      <ul class="quiet">
        ${t.map(i=>s`<li>${i}</li>`)}
        ${e&&!this.context.say.problem(this.record).includes(e)?s`<li>${e}</li>`:o}
        ${t.length||e?o:s`<li>${this.context.say.problem(this.record)}</li>`}
      </ul>
      ${this.explanation?this.explained(this.explanation):this.button()}
      ${this.error?s`<p role="alert" class="bad">${this.error}</p>`:o}
    </div>`}button(){return!(this.context.permissions.may("explain")&&this.context.profile.kind==="anime")||!this.record.subjects.length?o:s`<button
      class="link"
      ?disabled=${this.asking}
      @click=${()=>this.explain()}
    >
      ${this.text(this.asking?"feed.loading":"acts.explain")}
    </button>`}explained(t){return t.titles.length?s`${t.titles.map(e=>e.edges.length?s`<ul>
            ${e.edges.map(i=>s`<li>${this.edge(i)}</li>`)}
          </ul>`:s`<p>${this.text("explain.none",{ids:e.ids.join(", ")})}</p>`)}`:s`<p>${this.text("explain.unknown")}</p>`}edge(t){let e=t.season===null?"":this.text("explain.season",{season:t.season}),i=d=>this.text("explain.episodes",{episodes:_t(d)}),r=[t.id,e,i(t.episodes)],a=[`AniList ${t.anilist_id}`,i(t.anilist_episodes)];return`${r.filter(Boolean).join(" \xB7 ")} \u2192 ${a.join(" \xB7 ")} (${t.source})`}async explain(){this.asking=!0,this.error="";try{let t=this.record.subjects[0]?.key;this.explanation=await this.context.api.act("explain",{subject:t})}catch(t){this.error=this.text("state.error",{message:k(t)})}finally{this.asking=!1}}};n([l({attribute:!1})],P.prototype,"record",2),n([h()],P.prototype,"explanation",2),n([h()],P.prototype,"asking",2),n([h()],P.prototype,"error",2);function _t([c,p]){return p===null?`${c}\u2013`:c===p?String(c):`${c}\u2013${p}`}var Ct={"plex-sync-cover":K,"plex-sync-difference":Q,"plex-sync-why":P,"plex-sync-record":_,"plex-sync-outcomes":q,"plex-sync-progress":W,"plex-sync-plan":w,"plex-sync-header":$,"plex-sync-feed":y,"plex-sync-search":T,"plex-sync-confirm":G,"plex-sync-choose":C,"plex-sync-pin-editor":S,"plex-sync-pin-list":E,"plex-sync-pins":v,"plex-sync-timeline":b};for(let[c,p]of Object.entries(Ct))U(c,p);
