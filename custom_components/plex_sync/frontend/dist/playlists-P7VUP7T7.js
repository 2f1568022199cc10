import{a as K}from"./chunk-CSJYDP6Y.js";import{e as V,f as v,h as G,i as I,k as W,l as J,m as Y,n as Q,o as X,p as Z,q as tt,r as H,s as it,t as st,w as nt,x as rt}from"./chunk-3UM3SKG5.js";import{a as m,b as r,d as l,f as B,g as h,h as u,i as D,k as U,l as y,m as g,n as z,o as et}from"./chunk-4L32OKUO.js";import"./chunk-7ZJVVFNV.js";import{b as F}from"./chunk-WVRBR6QI.js";import"./chunk-UGMLWQPL.js";import{a as d}from"./chunk-JFKSI6I7.js";var at=["keep_edits","mirror","append"],L=["sync","interval_days","category","mode","hand_off"];function S(o){let[s,...t]=o;if(!s)return{};let e=L.filter(i=>t.every(n=>n[i]===s[i]));return N(s,e)}function ot(o,s){let t=S(o);return N(s,L.filter(e=>e in s&&s[e]!==t[e]))}function lt(o,s){let t=L.filter(i=>i in s),e=new Map;for(let i of o){let n=N(i,t),a=JSON.stringify(n),c=e.get(a)??{items:[],choices:n};c.items.push(i.item),e.set(a,c)}return[...e.values()]}function N(o,s){return Object.fromEntries(s.map(t=>[t,o[t]]))}var wt=365,kt=255,ct=[!0,!1],_=class extends v{constructor(){super(...arguments);this.items=[];this.draft={};this.onClose=()=>{let t=this.dialog.returnValue==="save";this.#t?.(t?this.changes:null),this.#t=void 0,this.items=[]}}#t;static{this.styles=[y,g,z,m`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 14px 16px;
        margin-top: 14px;
      }
      label {
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
        gap: 4px;
        min-width: 0;
      }
      select,
      input[type="number"],
      input[type="text"] {
        width: 100%;
        min-height: 40px;
        padding: 6px 14px;
        border: 1px solid var(--line);
        border-radius: 18px;
        background: var(--paper);
        text-overflow: ellipsis;
      }
      .touched {
        border-color: var(--accent);
      }
      :invalid {
        border-color: var(--bad);
      }
    `]}async ask(t){return this.items=t,this.draft={},await this.updateComplete,this.dialog.returnValue="",this.dialog.showModal(),new Promise(e=>{this.#t=e})}get changes(){return ot(this.items,this.draft)}render(){let{items:t}=this;return r`<dialog
      aria-labelledby="title"
      aria-describedby="hint"
      @close=${this.onClose}
    >
      ${t.length?this.form(t):l}
    </dialog>`}form([t,...e]){let i=e.length?this.text("playlists.edit.title",{count:e.length+1}):this.text("playlists.edit.title_one",{title:t?.title??""});return r`<h2 id="title">${i}</h2>
      <form
        id="form"
        class="body"
        @submit=${n=>{n.preventDefault(),Object.keys(this.changes).length&&this.dialog.close("save")}}
      >
        <p class="small quiet" id="hint">${this.text("playlists.edit.hint")}</p>
        <div class="fields">
          ${this.choice("sync",ct)} ${this.interval()} ${this.category()}
          ${this.choice("mode",at)} ${this.choice("hand_off",ct)}
        </div>
      </form>
      <div class="feet">
        <button
          @click=${()=>{this.dialog.close()}}
        >
          ${this.text("acts.cancel")}
        </button>
        <button
          class="filled"
          type="submit"
          form="form"
          ?disabled=${!Object.keys(this.changes).length}
        >
          ${this.text("acts.save")}
        </button>
      </div>`}choice(t,e){let i=this.value(t),n=S(this.items)[t]!==void 0;return r`<label
      >${this.text(`playlists.edit.${t}`)}
      <select
        class=${this.touched(t)}
        @change=${a=>{let{value:c}=a.target;this.set(t,e.find(p=>String(p)===c))}}
      >
        ${n?l:r`<option value="" ?selected=${i===void 0}>
                ${this.text("playlists.edit.differs")}
              </option>`}
        ${e.map(a=>r`<option value=${String(a)} ?selected=${i===a}>
              ${this.text(`playlists.edit.values.${String(a)}`)}
            </option>`)}
      </select></label
    >`}interval(){let t=this.value("interval_days");return r`<label
      >${this.text("playlists.edit.interval_days")}
      <input
        type="number"
        inputmode="numeric"
        min="0"
        max=${wt}
        step="1"
        class=${this.touched("interval_days")}
        placeholder=${this.text("playlists.edit.differs")}
        .value=${t===void 0?"":String(t)}
        @input=${e=>{let{value:i,validity:n}=e.target,a=i===""||!n.valid?void 0:Number(i);this.set("interval_days",a)}}
    /></label>`}category(){let t=this.value("category"),e=S(this.items).category!==void 0;return r`<label
      >${this.text("playlists.edit.category")}
      <input
        type="text"
        maxlength=${kt}
        class=${this.touched("category")}
        placeholder=${this.text(e?"playlists.edit.none":"playlists.edit.differs")}
        .value=${t??""}
        @input=${i=>{this.set("category",i.target.value)}}
    /></label>`}value(t){return{...S(this.items),...this.draft}[t]}touched(t){return t in this.changes?"touched":""}set(t,e){let i={...this.draft};e===void 0?Reflect.deleteProperty(i,t):i[t]=e,this.draft=i}};d([u()],_.prototype,"items",2),d([u()],_.prototype,"draft",2),d([D("dialog")],_.prototype,"dialog",2);var _t={synced:"good",owned:"good",in_part:"warn",missing:"warn",offered:"warn",failed:"bad"},$=class extends v{constructor(){super(...arguments);this.opened=!1;this.busy=!1;this.selected=null}static{this.styles=[y,g,m`
      .row {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 10px 16px;
      }
      label.row {
        cursor: pointer;
      }
      label.row:hover,
      label.row:has(:checked) {
        background: var(--wash);
      }
      .row input {
        flex: none;
        width: 20px;
        height: 20px;
      }
      plex-sync-cover {
        --cover-width: 48px;
        flex: none;
        aspect-ratio: 1;
      }
      .what {
        flex: 1 1 auto;
        min-width: 0;
      }
      .title {
        display: block;
        max-width: 100%;
        min-height: 28px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        font-weight: 500;
        text-align: start;
      }
      .title:hover:not(:disabled) {
        background: none;
        text-decoration: underline;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
      }
      .state {
        color: var(--tone, var(--quiet));
        font-weight: 500;
      }
      .meter {
        height: 4px;
        margin-top: 6px;
        border-radius: 2px;
        background: var(--wash);
        overflow: hidden;
        display: flex;
      }
      .meter i {
        display: block;
        background: var(--tone);
      }
      .offer,
      .error {
        margin: 0 16px 12px 76px;
        padding: 8px 12px;
        border-radius: var(--round);
        background: color-mix(in srgb, var(--tone, var(--warn)) 12%, transparent);
        overflow-wrap: anywhere;
      }
      .offer div {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      @media (max-width: 480px) {
        .offer,
        .error {
          margin-inline-start: 16px;
        }
      }
    `]}render(){let{item:t}=this;return this.selected!==null?this.choosing(this.selected):r`<div class="row">
        ${this.cover()}
        <div class="what">
          <button
            class="title one-line"
            aria-expanded=${String(this.opened)}
            @click=${()=>{this.tell("open-item",t.item)}}
          >
            ${t.title}
          </button>
          ${this.facts()} ${this.meter()}
        </div>
        ${this.context.permissions.may("sync_playlists")?r`<button
                class="icon"
                ?disabled=${this.busy}
                title=${this.text("playlists.sync_now")}
                aria-label=${this.text("playlists.sync_one",{title:t.title})}
                @click=${()=>{this.tell("sync-item",t)}}
              >
                <ha-icon icon="mdi:sync"></ha-icon>
              </button>`:l}
      </div>
      ${this.offer()}
      ${t.text?r`<p class="error small bad" role="status">${t.text}</p>`:l}`}choosing(t){let{item:e,title:i}=this.item;return r`<label class="row">
      <input
        type="checkbox"
        aria-label=${this.text("playlists.select.one",{title:i})}
        .checked=${t}
        @change=${()=>{this.tell("select-item",e)}}
      />
      ${this.cover()}
      <div class="what">
        <span class="title one-line">${i}</span>
        ${this.facts()}
      </div>
    </label>`}facts(){let{item:t}=this;return r`<div class="facts small quiet">
      <span class="state ${_t[t.state]??""}"
        >${this.text(`playlists.states.${t.state}`)}</span
      >
      ${t.category?r`<span>${t.category}</span>`:l}
      <span>${this.counts()}</span>
      <span>${this.when()}</span>
    </div>`}cover(){let{picture:t,title:e}=this.item;return r`<plex-sync-cover
      .context=${this.context}
      .pictures=${t?[t]:[]}
      .title=${e}
    ></plex-sync-cover>`}counts(){let{total:t,matched:e,review:i,missing:n,state:a}=this.item;if(a==="new")return"";let c=[this.text("playlists.of",{matched:e,total:t})];return i&&c.push(this.text("playlists.to_review",{count:i})),n&&c.push(this.text("playlists.missing",{count:n})),c.join(" \xB7 ")}when(){let{last_sync:t,next_due:e,sync:i}=this.item,{relative:n,moment:a}=this.context.formats;return i?t?this.text("header.last_sync",{when:n(t)}):e?this.text("playlists.next",{when:a(e)}):"":this.text("playlists.by_hand")}meter(){let{total:t,matched:e,review:i}=this.item;if(!t)return l;let n=a=>`width:${String(100*a/t)}%`;return r`<div class="meter" aria-hidden="true">
      <i class="good" style=${n(e)}></i>
      <i class="warn" style=${n(i)}></i>
    </div>`}offer(){let{offer:t}=this.item;if(!t)return l;let e=i=>()=>{this.tell("settle-offer",{item:this.item,takes:i})};return r`<div class="offer small warn" role="status">
      ${this.text("playlists.offer",{title:t.title,agree:t.agree,count:t.count})}
      ${this.context.permissions.may("decide")?r`<div>
              <button class="filled" @click=${e(!0)}>
                ${this.text("playlists.take_over")}
              </button>
              <button @click=${e(!1)}>${this.text("playlists.leave")}</button>
            </div>`:l}
    </div>`}};d([h({attribute:!1})],$.prototype,"item",2),d([h({type:Boolean})],$.prototype,"opened",2),d([h({type:Boolean})],$.prototype,"busy",2),d([h({attribute:!1})],$.prototype,"selected",2);var pt=["accept","review","missing"];var T=class{constructor(s){this.api=s}tracks(s,t,e,i=100){return this.api.ask("items/tracks",{item:s,offset:e,limit:Math.min(500,Math.max(100,i)),...t.length?{bands:t}:{}})}async search(s){return(await this.api.ask("items/search",{text:s})).tracks}};var E=m`
  .bands {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    padding-bottom: 8px;
  }
  .bands button {
    min-height: 32px;
    padding: 3px 12px;
  }
  .bands button[aria-pressed="true"] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, transparent);
  }
`;var f=class extends v{constructor(){super(...arguments);this.epoch=0;this.programs=[];this.revision=0;this.band=null;this.tracks=[];this.total=0;this.loading=!1;this.error="";this.#t=0}#t;static{this.styles=[y,g,E,m`
      :host {
        display: block;
        padding: 0 16px 12px;
      }
      li {
        border-top: 1px solid var(--line);
      }
      .all {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        padding: 8px 0;
      }
      .unplayable {
        margin: 0 0 8px;
        overflow-wrap: anywhere;
      }
      .below {
        padding-top: 10px;
      }
    `]}willUpdate(t){if(["epoch","item","revision"].some(e=>t.has(e))){let e=t.get("item"),i=t.has("item")&&(e===void 0||e.item!==this.item.item);i&&this.item.review&&(this.band="review");let n=t.has("item")&&e?.last_sync!==this.item.last_sync,a=t.has("epoch")||t.has("revision"),c=i?0:this.tracks.length;(i||n||a)&&this.load(0,c)}}render(){return r`${this.unplayable()}
      <div class="bands" role="group" aria-label=${this.text("playlists.show")}>
        ${this.choice(null,this.item.total)}
        ${pt.map(t=>this.choice(t,this.count(t)))}
      </div>
      ${this.band==="missing"&&this.item.missing?this.handAllOn():l}
      ${this.error?r`<p class="bad" role="alert">${this.error}</p>`:l}
      <ol>
        ${this.tracks.map(t=>r`<li>
              <plex-sync-track-row
                .context=${this.context}
                .item=${this.item}
                .track=${t}
                .programs=${this.programs}
              ></plex-sync-track-row>
            </li>`)}
      </ol>
      <div class="below" role="status">${this.below()}</div>`}handAllOn(){let t=this.programs.filter(e=>this.context.permissions.may(`send_to_${e}`));return t.length?r`<div class="all">
      ${t.map(e=>r`<button
            @click=${()=>{this.tell("hand-all-on",{item:this.item,service:e})}}
          >
            ${this.text(`hand_off.send_all.${e}`)}
          </button>`)}
    </div>`:l}unplayable(){let{category:t,media_reason:e}=this.item;return e?r`<p class="unplayable small quiet">
      ${this.text("playlists.not_playable",{category:t,reason:e})}
    </p>`:l}below(){return this.loading?this.text("feed.loading"):!this.tracks.length&&!this.error?this.text("playlists.no_tracks"):this.tracks.length>=this.total?l:r`<button @click=${()=>this.load(this.tracks.length)}>
      ${this.text("acts.show_more")}
    </button>`}choice(t,e){if(t&&!e&&this.band!==t)return l;let i=this.text(t?`playlists.bands.${t}`:"acts.all");return r`<button
      aria-pressed=${String(this.band===t)}
      @click=${()=>{this.band=t,this.load()}}
    >
      ${i} ${this.context.formats.number(e)}
    </button>`}count(t){let e={accept:"matched",review:"review",missing:"missing"};return this.item[e[t]]}async load(t=0,e=0){let i=++this.#t;this.loading=!0,this.error="";try{let n=this.band?[this.band]:[],c=await new T(this.context.api).tracks(this.item.item,n,t,e);if(i!==this.#t)return;this.tracks=t?[...this.tracks,...c.tracks]:c.tracks,this.total=c.total}catch(n){if(i!==this.#t)return;this.error=this.text("state.error",{message:I(n)})}finally{i===this.#t&&(this.loading=!1)}}};d([h({attribute:!1})],f.prototype,"item",2),d([h({attribute:!1})],f.prototype,"epoch",2),d([h({attribute:!1})],f.prototype,"programs",2),d([h({attribute:!1})],f.prototype,"revision",2),d([u()],f.prototype,"band",2),d([u()],f.prototype,"tracks",2),d([u()],f.prototype,"total",2),d([u()],f.prototype,"loading",2),d([u()],f.prototype,"error",2);var j=class extends Y{async sync(s){await this.guarded(async()=>{let t=s.kind==="album"?"sync_albums":"sync_playlists";await this.context().api.act(t,{items:[s.item],force:!0}),this.toast({message:this.text("playlists.syncing",{title:s.title})})})}async syncAll(){await this.guarded(async()=>{await this.context().api.act("sync_all",{force:!0}),this.toast({message:this.text("toast.sync")})})}async stop(){await this.guarded(()=>this.context().api.act("stop"))}async decide(s,{uri:t,title:e,decision:i,track:n}){if(i==="never"){let{confirmed:c}=await this.dialogs().confirm.ask({title:this.text("playlists.never_title"),texts:[this.text("playlists.never_text",{title:e})],confirm:this.text("playlists.never")});if(!c)return}let a={uri:t,item:s.item};await this.guarded(async()=>{await this.context().api.act("decide",{...a,decision:i,sync:!0,...n?{track:n.key}:{}}),this.toast({message:this.text("playlists.decided",{title:e}),...this.way("forget_decision",a)})})}async handOn({track:s,service:t}){await this.guarded(async()=>{let e=[s.uri];await this.context().api.act(`send_to_${t}`,{tracks:e,again:!0}),this.toast({message:this.text(`hand_off.asked.${t}`,{title:s.title})})})}async handAllOn({item:s,service:t}){let e={title:s.title,count:s.missing},{confirmed:i}=await this.dialogs().confirm.ask({title:this.text(`hand_off.send.${t}`),texts:[this.text(`hand_off.confirm.${t}`,e)],confirm:this.text(`hand_off.send.${t}`)});i&&await this.guarded(async()=>{await this.context().api.act(`send_to_${t}`,{items:[s.item]}),this.toast({message:this.text(`hand_off.asked.${t}`,e)})})}async edit(s){let t=await this.dialogs().edit.ask(s);if(!t)return!1;let{api:e}=this.context(),i=(n,a)=>e.act("update_items",{items:n,...a});return this.guarded(async()=>{let n=lt(s,t);await i(s.map(({item:a})=>a),t),this.toast({message:this.text("playlists.edit.done",{count:s.length}),action:{text:this.text("acts.undo"),run:async()=>{for(let{items:a,choices:c}of n)await i(a,c)}}})})}async settle(s,t){await this.guarded(async()=>{let e=t?"take_over":"leave";await this.context().api.act("decide",{item:s.item,decision:e,sync:!0}),this.toast({message:this.text("playlists.syncing",{title:s.title})})})}};var Ot=2e3,C=class{constructor(s,t,e){this.hass=s;this.entry=t;this.changed=e;this.list=null;this.handOffs={};this.handedOn={revision:0};this.none=!1;this.#n=!1}#t;#s;#n;async open(){this.#r();try{let s=await this.hass().connection.subscribeMessage(({items:t,hand_offs:e,handed_on:i})=>{this.#n||(this.list=t,this.handOffs=e,this.handedOn=i,this.none=!1,this.changed())},{type:"plex_sync/items/subscribe",config_entry_id:this.entry},{resubscribe:!1});this.#n?s():this.#t=s}catch(s){this.none=s.code===Q,this.#s=setTimeout(()=>{this.open()},Ot),this.changed()}}close(){this.#n=!0,clearTimeout(this.#s),this.#r()}#r(){clearTimeout(this.#s);let s=this.#t;this.#t=void 0,s&&Promise.resolve(s()).catch(()=>{})}};var Tt=36e5;function M(o,s){return{item:o,kind:"playlist",title:o,sync:!0,interval_days:0,category:"",mode:"keep_edits",hand_off:!0,state:"synced",total:0,matched:0,review:0,missing:0,last_sync:new Date(Date.now()-5*Tt).toISOString(),next_due:null,text:"",url:"",picture:"",media_reason:"",offer:null,...s}}function dt(o){let s=new C(o,"",()=>{});return s.list=[M("Morning run",{category:"Sport",total:42,matched:42}),M("Liked Songs",{kind:"liked",total:318,matched:301,review:5,missing:12}),M("Four Seasons Later",{kind:"album",state:"owned",total:11,matched:11})],s}var Ct=["requested","downloading","arrived","given_up"];function ht({texts:o,formats:s},t){if(!t)return l;let e=Object.entries(t.handOffs).flatMap(([n,a])=>a?[o.text("hand_off.asking",{service:o.text(`hand_off.names.${n}`),done:s.number(a.done),total:s.number(a.total)})]:[]),i=Ct.flatMap(n=>{let a=t.handedOn[n];return a?[o.text(`hand_off.counts.${n}`,{count:a})]:[]});return!e.length&&!i.length?l:r`<p class="handing small quiet" role="status">
    ${[...e,...i].join(" \xB7 ")}
  </p>`}var Rt=["review","missing"];function mt({texts:o,formats:s},t,e,i){let n=p=>t.reduce((k,b)=>k+b[p],0),a=Rt.filter(p=>n(p)||e===p);if(!a.length)return l;let c=(p,k,b)=>r`<button
      aria-pressed=${String(e===p)}
      @click=${()=>{i(p)}}
    >
      ${k} ${s.number(b)}
    </button>`;return r`<div class="bands" role="group" aria-label=${o.text("playlists.show")}>
    ${c(null,o.text("acts.all"),t.length)}
    ${a.map(p=>c(p,o.text(`playlists.bands.${p}`),n(p)))}
  </div>`}var ut=m`
  .select-several[aria-pressed="true"] {
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    color: var(--ink);
  }
  .selection {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    padding: 10px 16px;
    border-top: 1px solid var(--line);
    background: var(--paper);
  }
  .selection > :first-child {
    flex: 1 1 auto;
    font-weight: 500;
  }
  @media (max-width: 480px) {
    .selection {
      justify-content: flex-end;
    }
    .selection > :first-child {
      flex-basis: 100%;
    }
  }
`,q=class{constructor(s,t){this.host=s;this.edit=t;this.chosen=null;this.leave=async()=>{this.choose(null),await this.host.updateComplete,this.host.renderRoot.querySelector(".select-several")?.focus()};this.onKey=s=>{let t=s.composedPath().some(e=>e instanceof HTMLDialogElement);s.key==="Escape"&&this.chosen&&!t&&this.leave()}}has({item:s}){return this.chosen?.has(s)??null}toggle(s){let t=new Set(this.chosen);t.delete(s)||t.add(s),this.choose(t)}button({texts:s}){return r`<button
      class="icon select-several"
      aria-pressed=${String(this.chosen!==null)}
      title=${s.text("playlists.select.begin")}
      aria-label=${s.text("playlists.select.begin")}
      @click=${()=>{this.choose(this.chosen?null:new Set)}}
    >
      <ha-icon icon="mdi:checkbox-multiple-outline" aria-hidden="true"></ha-icon>
    </button>`}bar({texts:{text:s}},t,e){let{chosen:i}=this;if(!i)return l;let n=t.filter(({item:p})=>i.has(p)),a=e.every(({item:p})=>i.has(p)),c=new Set(a?[]:e.map(({item:p})=>p));return r`<div
      class="selection"
      role="group"
      aria-label=${s("playlists.select.label")}
    >
      <span role="status">${s("playlists.select.count",{count:n.length})}</span>
      <button
        class="link"
        @click=${()=>{this.choose(c)}}
      >
        ${s(a?"playlists.select.none":"playlists.select.all")}
      </button>
      <button @click=${this.leave}>${s("acts.cancel")}</button>
      <button
        class="filled"
        ?disabled=${!n.length}
        @click=${async()=>{await this.edit(n)&&await this.leave()}}
      >
        ${s("acts.edit")}
      </button>
    </div>`}choose(s){this.chosen=s,this.host.requestUpdate()}};var ft=[nt,E,ut,m`
    ha-card.grid,
    ha-card.panel {
      --list-height: none;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      gap: 10px 16px;
      align-items: center;
      padding: 14px 16px 10px;
    }
    .names {
      flex: 1 1 150px;
      min-width: 0;
    }
    .add {
      display: grid;
      place-items: center;
      min-width: 36px;
      min-height: 36px;
      color: var(--quiet);
    }
    h2 {
      font-size: 18px;
      font-weight: 500;
      line-height: 1.3;
    }
    .switch {
      display: flex;
      align-items: center;
    }
    .switch select {
      min-width: 0;
      padding: 0;
      border: 0;
      background: none;
      font-size: inherit;
      font-weight: inherit;
      appearance: none;
    }
    .handing {
      padding: 0 16px 10px;
    }
    .card > .bands {
      padding: 0 16px 10px;
    }
    .items {
      flex: 1 1 auto;
      min-height: 0;
      max-height: var(--list-height, 640px);
      overflow-y: auto;
    }
    .items > li {
      border-top: 1px solid var(--line);
    }
  `];var x=class extends B{constructor(){super(...arguments);this.sample=!1;this.open="";this.epoch=0;this.only=null;this.#t=null;this.#s=null;this.#n=[];this.#r=[];this.#o=new et(this);this.#e=new tt(()=>this.hass,t=>this.follow(t),()=>{this.requestUpdate()});this.#i=new j(()=>this.context,()=>({confirm:this.renderRoot.querySelector("plex-sync-confirm"),edit:this.renderRoot.querySelector("plex-sync-edit-items")}),t=>{rt(this,t)});this.#a=new q(this,t=>this.#i.edit(t));this.begin=async()=>{if(!this.sample){await this.#e.begin(this.config.config_entry,"music");return}this.#e.profiles=[],this.#e.timeline=Z(()=>this.hass,this.#o.localizer),this.#t=dt(()=>this.hass),this.requestUpdate()}}#t;#s;#n;#r;static{this.styles=[y,g,ft]}#o;#e;#i;#a;connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),this.#e.close(),this.#t?.close()}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let e=t.get("hass");return e===void 0||e.locale!==this.hass.locale||e.services!==this.hass.services}firstUpdated(){this.begin()}updated(t){let e=t.get("config");e&&e.config_entry!==this.config.config_entry&&this.begin()}follow(t){this.#t?.close();let e=new C(()=>this.hass,t,()=>{this.requestUpdate()});this.#t=e;let i,n="",a=new X(()=>this.hass,t,()=>{a.standing==="live"&&n!=="live"&&e.open(),{standing:n}=a;let c=a.status?.running??null;i&&!c&&this.epoch++,i=c,this.requestUpdate()},()=>!1);return a}get context(){let t=this.#e.timeline?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:e}=this,{texts:i}=this.#o,n=[e.locale,e.services,e.config.time_zone,i,t];return(!this.#s||n.some((a,c)=>a!==this.#n[c]))&&(this.#n=n,this.#s=V(e,t,i,()=>this.hass,!0)),this.#s}render(){let t=U(this.hass.locale.language)?"rtl":"ltr",e=this.config.height?`--list-height:${this.config.height}px`:"",i=this.hass.user?.is_admin??!1;return r`<ha-card class=${this.layout??""} dir=${t} style=${e}>
      ${it(this.#e,this.#o.localizer,i,this.begin)??this.live(this.#e.timeline,this.context)}
    </ha-card>`}live(t,e){if(!t?.status)return r``;let{profile:i,texts:n,permissions:a}=e,{status:c}=t;return r`<section
      class="card"
      aria-label=${n.text("playlists.card",{profile:i.title})}
      @sync-item=${p=>this.#i.sync(p.detail)}
      @open-item=${p=>{this.open=this.open===p.detail?"":p.detail}}
      @select-item=${p=>{this.#a.toggle(p.detail)}}
      @keydown=${this.#a.onKey}
      @settle-offer=${({detail:p})=>this.#i.settle(p.item,p.takes)}
      @decided=${({detail:p})=>this.#i.decide(p.item,p.verdict)}
      @hand-on=${({detail:p})=>this.#i.handOn(p)}
      @hand-all-on=${({detail:p})=>this.#i.handAllOn(p)}
      @stop-run=${()=>this.#i.stop()}
      @choose-profile=${p=>{this.#e.choose(p.detail)}}
    >
      ${st(t,n)} ${this.header(t,e)}
      ${c.running?r`<plex-sync-progress
              .context=${e}
              .status=${c}
              .stoppable=${a.may("stop")}
            ></plex-sync-progress>`:l}
      ${ht(e,this.#t)}
      ${mt(e,this.#t?.list??[],this.only,p=>{this.only=p})}
      ${this.list(t,e)}
      ${this.#a.bar(e,this.#t?.list??[],this.shown)}
      <plex-sync-confirm .context=${e}></plex-sync-confirm>
      <plex-sync-edit-items .context=${e}></plex-sync-edit-items>
    </section>`}get programs(){let t=Object.keys(this.#t?.handOffs??{});return t.join()!==this.#r.join()&&(this.#r=t),this.#r}header(t,e){let{texts:i,permissions:n}=e,a=this.#t?.list??[],c=b=>a.reduce((bt,$t)=>bt+$t[b],0),p=this.config.config_entry?[]:(this.#e.profiles??[]).filter(({kind:b})=>b==="music"),k=t.status?.running!==null||t.offline||!a.length;return r`<header>
      <div class="names">
        ${W(e,p,this.config.title??e.profile.title)}
        <p class="small quiet">
          ${i.text("playlists.counts",{count:a.length,matched:c("matched"),review:c("review"),missing:c("missing")})}
        </p>
      </div>
      ${n.may("update_items")&&a.length?this.#a.button(e):l}
      ${this.hass.user?.is_admin?r`<a
              class="add"
              href=${yt(e)}
              title=${i.text("playlists.add")}
              aria-label=${i.text("playlists.add")}
              ><ha-icon icon="mdi:playlist-plus" aria-hidden="true"></ha-icon
            ></a>`:l}
      ${n.may("sync_all")?r`<button
              class="filled"
              ?disabled=${k}
              @click=${()=>this.#i.syncAll()}
            >
              ${i.text("playlists.sync_all")}
            </button>`:l}
    </header>`}get shown(){let{only:t}=this;return(this.#t?.list??[]).filter(i=>!t||i[t]||i.item===this.open)}list(t,e){let{text:i}=e.texts,{list:n,none:a}=this.#t??{list:null,none:!1};return a?H(i("playlists.not_music")):n?n.length?r`<ul class="items">
      ${this.shown.map(c=>r`<li>
            <plex-sync-item-row
              .context=${e}
              .item=${c}
              .opened=${this.open===c.item}
              .selected=${this.#a.has(c)}
              .busy=${t.status?.running!==null||t.offline}
            ></plex-sync-item-row>
            ${this.open===c.item&&!this.#a.chosen?r`<plex-sync-item-tracks
                    .context=${e}
                    .item=${c}
                    .epoch=${this.epoch}
                    .programs=${this.programs}
                    .revision=${this.#t?.handedOn.revision??0}
                  ></plex-sync-item-tracks>`:l}
          </li>`)}
    </ul>`:H(i("playlists.empty"),r`<p class="quiet">${i("playlists.empty_hint")}</p>
          <a href=${yt(e)}>${i("playlists.add")}</a>`):H(i("playlists.loading"))}};d([h({attribute:!1})],x.prototype,"hass",2),d([h({attribute:!1})],x.prototype,"config",2),d([h({attribute:!1})],x.prototype,"layout",2),d([h({type:Boolean})],x.prototype,"sample",2),d([u()],x.prototype,"open",2),d([u()],x.prototype,"epoch",2),d([u()],x.prototype,"only",2);function yt({profile:o}){return`/config/integrations/integration/plex_sync#config_entry=${o.config_entry_id}`}var St={requested:"quiet",downloading:"quiet",arrived:"good",given_up:"warn"};function gt({texts:o,formats:s},t){if(!t)return l;let{service:e,state:i,percent:n,since:a,reason:c,text:p}=t,k=o.text(`hand_off.names.${e}`),b=[o.text(`hand_off.states.${i}`,{service:k}),...n===null||i!=="downloading"?[]:[`${s.number(Math.round(n))} %`],...c?[o.maybe(`hand_off.reasons.${c}`)??p]:[],s.relative(a)];return r`<div class="handed small ${St[i]}">
    ${b.filter(Boolean).join(" \xB7 ")}
  </div>`}var Pt=36e5;function xt({state:o,since:s}){return o==="arrived"?Date.now()-Date.parse(s)<Pt:o!=="given_up"}var A=m`
  .listen {
    --mdc-icon-size: 18px;
    color: var(--link);
  }
`;function R({texts:o},s,t){return s?r`<a
    class="listen"
    href=${s}
    target="_blank"
    rel="noreferrer noopener"
    aria-label=${o.text(t)}
    title=${o.text(t)}
    ><ha-icon icon="mdi:play-circle-outline" aria-hidden="true"></ha-icon
  ></a>`:l}function P({milliseconds:o}){if(!o)return"";let s=Math.round(o/1e3);return` \xB7 ${String(Math.floor(s/60))}:${String(s%60).padStart(2,"0")}`}var It={accept:"good",review:"warn",missing:"gone"},w=class extends v{constructor(){super(...arguments);this.programs=[];this.searching=!1}static{this.styles=[y,g,A,m`
      :host {
        display: block;
        padding: 8px 0;
      }
      .line {
        display: flex;
        gap: 10px;
        align-items: baseline;
      }
      .position {
        flex: none;
        min-width: 2.2em;
        color: var(--quiet);
        text-align: end;
        font-variant-numeric: tabular-nums;
      }
      .what {
        flex: 1 1 auto;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .found {
        color: var(--tone);
      }
      .handed {
        color: var(--tone, var(--quiet));
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 6px;
        margin-inline-start: calc(2.2em + 4px);
      }
      .candidates {
        margin: 6px 0 0 calc(2.2em + 10px);
        padding: 4px 12px;
        border-radius: var(--round);
        background: var(--wash);
      }
      .candidates li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        padding: 4px 0;
      }
      .candidates .what {
        flex-basis: 180px;
      }
    `]}render(){let{track:t}=this;return r`<div class="line">
        <span class="position">${t.position}</span>
        <div class="what">
          <div>
            ${t.title}
            <span class="quiet">· ${t.artists.join(", ")}${P(t)}</span>
            ${R(this.context,t.url,"playlists.open_source")}
          </div>
          <div class="found small ${It[t.band]}">
            ${this.found()}
            ${t.band==="accept"?R(this.context,t.track?.url,"playlists.open_plex"):l}
          </div>
          ${t.band==="missing"?gt(this.context,t.request):l}
        </div>
      </div>
      ${this.candidates()} ${this.context.permissions.may("decide")?this.acts():l}
      ${this.searching?r`<plex-sync-track-search
              class="candidates"
              .context=${this.context}
              .query=${`${t.title} ${t.artists[0]??""}`}
              @chosen=${e=>{e.stopPropagation(),this.searching=!1,this.decide("this",e.detail)}}
            ></plex-sync-track-search>`:l}`}found(){let{band:t,track:e,reason:i}=this.track,n=this.context.texts.maybe(`matching.${i}`)??i;return t!=="accept"||!e?`${this.text(`playlists.bands.${t}`)}: ${n}`:`${vt(e)} \xB7 ${n}`}candidates(){let{band:t,candidates:e}=this.track;return t!=="review"||!e.length?l:r`<ul class="candidates">
      ${e.slice(0,3).map(i=>this.candidate(i))}
    </ul>`}candidate(t){let e=this.context.texts.maybe(`matching.${t.reason}`);return r`<li>
      <div class="what">
        ${vt(t)}${P(t)}
        ${R(this.context,t.url,"playlists.open_plex")}
        <div class="small quiet">
          ${e??t.reason} ·
          ${this.context.formats.number(Math.round(100*t.confidence))} %
        </div>
      </div>
      ${this.context.permissions.may("decide")?r`<button
              @click=${()=>{this.decide("this",t)}}
            >
              ${this.text("acts.use")}
            </button>`:l}
    </li>`}acts(){let{band:t,track:e}=this.track;return r`<div class="acts">
      ${t!=="missing"&&e?this.act("playlists.not_this",()=>{this.decide("not_this",e)}):l}
      ${this.act("playlists.choose",()=>{this.searching=!this.searching})}
      ${t==="accept"?l:this.act("playlists.never",()=>{this.decide("never")})}
      ${t==="missing"?this.programs.map(i=>this.handOn(i)):l}
    </div>`}handOn(t){let{request:e}=this.track;return e!==null&&xt(e)||!this.context.permissions.may(`send_to_${t}`)?l:this.act(`hand_off.send.${t}`,()=>{this.tell("hand-on",{track:this.track,service:t})})}act(t,e){return r`<button class="link small" @click=${e}>${this.text(t)}</button>`}decide(t,e){let{uri:i,title:n}=this.track;this.tell("decided",{item:this.item,verdict:{uri:i,title:n,decision:t,...e?{track:e}:{}}})}};d([h({attribute:!1})],w.prototype,"item",2),d([h({attribute:!1})],w.prototype,"track",2),d([h({attribute:!1})],w.prototype,"programs",2),d([u()],w.prototype,"searching",2);function vt({title:o,artist:s,album:t,key:e}){return o?[o,s,t].filter(Boolean).join(" \xB7 "):e??""}var O=class extends v{constructor(){super(...arguments);this.query="";this.hits=null;this.error="";this.#t=0}#t;static{this.styles=[y,g,A,m`
      :host {
        display: block;
      }
      form {
        display: flex;
        gap: 8px;
        padding: 6px 0;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 10px;
        align-items: center;
        padding: 6px 0;
        border-top: 1px solid var(--line);
      }
      .what {
        flex: 1 1 180px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `]}firstUpdated(){this.search()}render(){return r`<form
        role="search"
        @submit=${t=>{t.preventDefault(),this.search()}}
      >
        <input
          type="search"
          .value=${this.query}
          aria-label=${this.text("playlists.search")}
          placeholder=${this.text("playlists.search")}
          @input=${t=>{this.query=t.target.value}}
        />
        <button>${this.text("acts.search")}</button>
      </form>
      <div role="status">${this.error||this.nothingFound()}</div>
      <ul>
        ${(this.hits??[]).map(t=>r`<li>
              <div class="what">
                ${t.title}<span class="quiet">${P(t)}</span>
                ${R(this.context,t.url,"playlists.open_plex")}
                <div class="small quiet">${[t.artist,t.album].join(" \xB7 ")}</div>
              </div>
              <button
                @click=${()=>{this.tell("chosen",t)}}
              >
                ${this.text("acts.use")}
              </button>
            </li>`)}
      </ul>`}nothingFound(){return this.hits?this.hits.length?l:this.text("playlists.nothing_found"):this.text("feed.loading")}async search(){let t=this.query.trim();if(!t)return;let e=++this.#t;this.error="";try{let i=await new T(this.context.api).search(t);e===this.#t&&(this.hits=i)}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:I(i)})}}};d([h()],O.prototype,"query",2),d([u()],O.prototype,"hits",2),d([u()],O.prototype,"error",2);var Ht={"plex-sync-progress":J,"plex-sync-confirm":G,"plex-sync-edit-items":_,"plex-sync-cover":K,"plex-sync-track-search":O,"plex-sync-track-row":w,"plex-sync-item-tracks":f,"plex-sync-item-row":$,"plex-sync-playlists":x};for(let[o,s]of Object.entries(Ht))F(o,s);
