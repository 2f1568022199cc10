import{a as L}from"./chunk-Q74VTKEQ.js";import{e as I,f as $,h as E,i as R,k as B,l as F,m as U,n as V,o as M,p as N,q as D,r as H,s as W,t as G,w as J,x as K}from"./chunk-7P7KYSAG.js";import{a as g,b as n,d as o,f as j,g as h,h as u,k as A,l as x,m as v,o as z}from"./chunk-2WXU5M2C.js";import"./chunk-7ZJVVFNV.js";import{b as S}from"./chunk-WVRBR6QI.js";import"./chunk-E2JWLTX6.js";import{a as c}from"./chunk-JFKSI6I7.js";var at={synced:"good",owned:"good",in_part:"warn",missing:"warn",offered:"warn",failed:"bad"},k=class extends ${constructor(){super(...arguments);this.opened=!1;this.busy=!1}static{this.styles=[x,v,g`
      .row {
        display: flex;
        gap: 12px;
        align-items: center;
        padding: 10px 16px;
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
    `]}render(){let{item:t}=this;return n`<div class="row">
        ${this.cover()}
        <div class="what">
          <button
            class="title one-line"
            aria-expanded=${String(this.opened)}
            @click=${()=>{this.tell("open-item",t.item)}}
          >
            ${t.title}
          </button>
          <div class="facts small quiet">
            <span class="state ${at[t.state]??""}"
              >${this.text(`playlists.states.${t.state}`)}</span
            >
            ${t.category?n`<span>${t.category}</span>`:o}
            <span>${this.counts()}</span>
            <span>${this.when()}</span>
          </div>
          ${this.meter()}
        </div>
        ${this.context.permissions.may("sync_playlists")?n`<button
                class="icon"
                ?disabled=${this.busy}
                title=${this.text("playlists.sync_now")}
                aria-label=${this.text("playlists.sync_one",{title:t.title})}
                @click=${()=>{this.tell("sync-item",t)}}
              >
                <ha-icon icon="mdi:sync"></ha-icon>
              </button>`:o}
      </div>
      ${this.offer()}
      ${t.text?n`<p class="error small bad" role="status">${t.text}</p>`:o}`}cover(){let{picture:t,title:e}=this.item;return n`<plex-sync-cover
      .context=${this.context}
      .pictures=${t?[t]:[]}
      .title=${e}
    ></plex-sync-cover>`}counts(){let{total:t,matched:e,review:i,missing:r,state:a}=this.item;if(a==="new")return"";let d=[this.text("playlists.of",{matched:e,total:t})];return i&&d.push(this.text("playlists.to_review",{count:i})),r&&d.push(this.text("playlists.missing",{count:r})),d.join(" \xB7 ")}when(){let{last_sync:t,next_due:e,sync:i}=this.item,{relative:r,moment:a}=this.context.formats;return i?t?this.text("header.last_sync",{when:r(t)}):e?this.text("playlists.next",{when:a(e)}):"":this.text("playlists.by_hand")}meter(){let{total:t,matched:e,review:i}=this.item;if(!t)return o;let r=a=>`width:${String(100*a/t)}%`;return n`<div class="meter" aria-hidden="true">
      <i class="good" style=${r(e)}></i>
      <i class="warn" style=${r(i)}></i>
    </div>`}offer(){let{offer:t}=this.item;if(!t)return o;let e=i=>()=>{this.tell("settle-offer",{item:this.item,takes:i})};return n`<div class="offer small warn" role="status">
      ${this.text("playlists.offer",{title:t.title,agree:t.agree,count:t.count})}
      ${this.context.permissions.may("decide")?n`<div>
              <button class="filled" @click=${e(!0)}>
                ${this.text("playlists.take_over")}
              </button>
              <button @click=${e(!1)}>${this.text("playlists.leave")}</button>
            </div>`:o}
    </div>`}};c([h({attribute:!1})],k.prototype,"item",2),c([h({type:Boolean})],k.prototype,"opened",2),c([h({type:Boolean})],k.prototype,"busy",2);var Q=["accept","review","missing"];var O=class{constructor(s){this.api=s}tracks(s,t,e){return this.api.ask("items/tracks",{item:s,offset:e,limit:100,...t.length?{bands:t}:{}})}async search(s){return(await this.api.ask("items/search",{text:s})).tracks}};var q=g`
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
`;var f=class extends ${constructor(){super(...arguments);this.epoch=0;this.programs=[];this.revision=0;this.band=null;this.tracks=[];this.total=0;this.loading=!1;this.error="";this.#t=0}#t;static{this.styles=[x,v,q,g`
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
    `]}willUpdate(t){if(["epoch","item","revision"].some(e=>t.has(e))){let e=t.get("item"),i=t.has("item")&&(e===void 0||e.item!==this.item.item);i&&this.item.review&&(this.band="review");let r=t.has("item")&&e?.last_sync!==this.item.last_sync,a=t.has("epoch")||t.has("revision");(i||r||a)&&this.load()}}render(){return n`${this.unplayable()}
      <div class="bands" role="group" aria-label=${this.text("playlists.show")}>
        ${this.choice(null,this.item.total)}
        ${Q.map(t=>this.choice(t,this.count(t)))}
      </div>
      ${this.band==="missing"&&this.item.missing?this.handAllOn():o}
      ${this.error?n`<p class="bad" role="alert">${this.error}</p>`:o}
      <ol>
        ${this.tracks.map(t=>n`<li>
              <plex-sync-track-row
                .context=${this.context}
                .item=${this.item}
                .track=${t}
                .programs=${this.programs}
              ></plex-sync-track-row>
            </li>`)}
      </ol>
      <div class="below" role="status">${this.below()}</div>`}handAllOn(){let t=this.programs.filter(e=>this.context.permissions.may(`send_to_${e}`));return t.length?n`<div class="all">
      ${t.map(e=>n`<button
            @click=${()=>{this.tell("hand-all-on",{item:this.item,service:e})}}
          >
            ${this.text(`hand_off.send_all.${e}`)}
          </button>`)}
    </div>`:o}unplayable(){let{category:t,media_reason:e}=this.item;return e?n`<p class="unplayable small quiet">
      ${this.text("playlists.not_playable",{category:t,reason:e})}
    </p>`:o}below(){return this.loading?this.text("feed.loading"):!this.tracks.length&&!this.error?this.text("playlists.no_tracks"):this.tracks.length>=this.total?o:n`<button @click=${()=>this.load(this.tracks.length)}>
      ${this.text("acts.show_more")}
    </button>`}choice(t,e){if(t&&!e&&this.band!==t)return o;let i=this.text(t?`playlists.bands.${t}`:"acts.all");return n`<button
      aria-pressed=${String(this.band===t)}
      @click=${()=>{this.band=t,this.load()}}
    >
      ${i} ${this.context.formats.number(e)}
    </button>`}count(t){let e={accept:"matched",review:"review",missing:"missing"};return this.item[e[t]]}async load(t=0){let e=++this.#t;this.loading=!0,this.error="";try{let i=this.band?[this.band]:[],a=await new O(this.context.api).tracks(this.item.item,i,t);if(e!==this.#t)return;this.tracks=t?[...this.tracks,...a.tracks]:a.tracks,this.total=a.total}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:R(i)})}finally{e===this.#t&&(this.loading=!1)}}};c([h({attribute:!1})],f.prototype,"item",2),c([h({attribute:!1})],f.prototype,"epoch",2),c([h({attribute:!1})],f.prototype,"programs",2),c([h({attribute:!1})],f.prototype,"revision",2),c([u()],f.prototype,"band",2),c([u()],f.prototype,"tracks",2),c([u()],f.prototype,"total",2),c([u()],f.prototype,"loading",2),c([u()],f.prototype,"error",2);var C=class extends U{async sync(s){await this.guarded(async()=>{let t=s.kind==="album"?"sync_albums":"sync_playlists";await this.context().api.act(t,{items:[s.item],force:!0}),this.toast({message:this.text("playlists.syncing",{title:s.title})})})}async syncAll(){await this.guarded(async()=>{await this.context().api.act("sync_all",{force:!0}),this.toast({message:this.text("toast.sync")})})}async stop(){await this.guarded(()=>this.context().api.act("stop"))}async decide(s,{uri:t,title:e,decision:i,track:r}){if(i==="never"){let{confirmed:d}=await this.dialogs().confirm.ask({title:this.text("playlists.never_title"),texts:[this.text("playlists.never_text",{title:e})],confirm:this.text("playlists.never")});if(!d)return}let a={uri:t,item:s.item};await this.guarded(async()=>{await this.context().api.act("decide",{...a,decision:i,sync:!0,...r?{track:r.key}:{}}),this.toast({message:this.text("playlists.decided",{title:e}),...this.way("forget_decision",a)})})}async handOn({track:s,service:t}){await this.guarded(async()=>{let e=[s.uri];await this.context().api.act(`send_to_${t}`,{tracks:e,again:!0}),this.toast({message:this.text(`hand_off.asked.${t}`,{title:s.title})})})}async handAllOn({item:s,service:t}){let e={title:s.title,count:s.missing},{confirmed:i}=await this.dialogs().confirm.ask({title:this.text(`hand_off.send.${t}`),texts:[this.text(`hand_off.confirm.${t}`,e)],confirm:this.text(`hand_off.send.${t}`)});i&&await this.guarded(async()=>{await this.context().api.act(`send_to_${t}`,{items:[s.item]}),this.toast({message:this.text(`hand_off.asked.${t}`,e)})})}async settle(s,t){await this.guarded(async()=>{let e=t?"take_over":"leave";await this.context().api.act("decide",{item:s.item,decision:e,sync:!0}),this.toast({message:this.text("playlists.syncing",{title:s.title})})})}};var ot=2e3,T=class{constructor(s,t,e){this.hass=s;this.entry=t;this.changed=e;this.list=null;this.handOffs={};this.handedOn={revision:0};this.none=!1;this.#n=!1}#t;#i;#n;async open(){this.#r();try{let s=await this.hass().connection.subscribeMessage(({items:t,hand_offs:e,handed_on:i})=>{this.#n||(this.list=t,this.handOffs=e,this.handedOn=i,this.none=!1,this.changed())},{type:"plex_sync/items/subscribe",config_entry_id:this.entry},{resubscribe:!1});this.#n?s():this.#t=s}catch(s){this.none=s.code===V,this.#i=setTimeout(()=>{this.open()},ot),this.changed()}}close(){this.#n=!0,clearTimeout(this.#i),this.#r()}#r(){clearTimeout(this.#i);let s=this.#t;this.#t=void 0,s&&Promise.resolve(s()).catch(()=>{})}};var lt=36e5;function P(p,s){return{item:p,kind:"playlist",title:p,sync:!0,interval_days:0,category:"",mode:"keep_edits",state:"synced",total:0,matched:0,review:0,missing:0,last_sync:new Date(Date.now()-5*lt).toISOString(),next_due:null,text:"",url:"",picture:"",media_reason:"",offer:null,...s}}function X(p){let s=new T(p,"",()=>{});return s.list=[P("Morning run",{category:"Sport",total:42,matched:42}),P("Liked Songs",{kind:"liked",total:318,matched:301,review:5,missing:12}),P("Four Seasons Later",{kind:"album",state:"owned",total:11,matched:11})],s}var pt=["requested","downloading","arrived","given_up"];function Y({texts:p,formats:s},t){if(!t)return o;let e=Object.entries(t.handOffs).flatMap(([r,a])=>a?[p.text("hand_off.asking",{service:p.text(`hand_off.names.${r}`),done:s.number(a.done),total:s.number(a.total)})]:[]),i=pt.flatMap(r=>{let a=t.handedOn[r];return a?[p.text(`hand_off.counts.${r}`,{count:a})]:[]});return!e.length&&!i.length?o:n`<p class="handing small quiet" role="status">
    ${[...e,...i].join(" \xB7 ")}
  </p>`}var ct=["review","missing"];function Z({texts:p,formats:s},t,e,i){let r=l=>t.reduce((m,b)=>m+b[l],0),a=ct.filter(l=>r(l)||e===l);if(!a.length)return o;let d=(l,m,b)=>n`<button
      aria-pressed=${String(e===l)}
      @click=${()=>{i(l)}}
    >
      ${m} ${s.number(b)}
    </button>`;return n`<div class="bands" role="group" aria-label=${p.text("playlists.show")}>
    ${d(null,p.text("acts.all"),t.length)}
    ${a.map(l=>d(l,p.text(`playlists.bands.${l}`),r(l)))}
  </div>`}var tt=[J,q,g`
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
  `];var y=class extends j{constructor(){super(...arguments);this.sample=!1;this.open="";this.epoch=0;this.only=null;this.#t=null;this.#i=null;this.#n=[];this.#r=[];this.#a=new z(this);this.#e=new D(()=>this.hass,t=>this.follow(t),()=>{this.requestUpdate()});this.#s=new C(()=>this.context,()=>({confirm:this.renderRoot.querySelector("plex-sync-confirm")}),t=>{K(this,t)});this.begin=async()=>{if(!this.sample){await this.#e.begin(this.config.config_entry,"music");return}this.#e.profiles=[],this.#e.timeline=N(()=>this.hass,this.#a.localizer),this.#t=X(()=>this.hass),this.requestUpdate()}}#t;#i;#n;#r;static{this.styles=[x,v,tt]}#a;#e;#s;connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),this.#e.close(),this.#t?.close()}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let e=t.get("hass");return e===void 0||e.locale!==this.hass.locale||e.services!==this.hass.services}firstUpdated(){this.begin()}updated(t){let e=t.get("config");e&&e.config_entry!==this.config.config_entry&&this.begin()}follow(t){this.#t?.close();let e=new T(()=>this.hass,t,()=>{this.requestUpdate()});this.#t=e;let i,r="",a=new M(()=>this.hass,t,()=>{a.standing==="live"&&r!=="live"&&e.open(),{standing:r}=a;let d=a.status?.running??null;i&&!d&&this.epoch++,i=d,this.requestUpdate()},()=>!1);return a}get context(){let t=this.#e.timeline?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:e}=this,{texts:i}=this.#a,r=[e.locale,e.services,e.config.time_zone,i,t];return(!this.#i||r.some((a,d)=>a!==this.#n[d]))&&(this.#n=r,this.#i=I(e,t,i,()=>this.hass,!0)),this.#i}render(){let t=A(this.hass.locale.language)?"rtl":"ltr",e=this.config.height?`--list-height:${this.config.height}px`:"",i=this.hass.user?.is_admin??!1;return n`<ha-card class=${this.layout??""} dir=${t} style=${e}>
      ${W(this.#e,this.#a.localizer,i,this.begin)??this.live(this.#e.timeline,this.context)}
    </ha-card>`}live(t,e){if(!t?.status)return n``;let{profile:i,texts:r,permissions:a}=e,{status:d}=t;return n`<section
      class="card"
      aria-label=${r.text("playlists.card",{profile:i.title})}
      @sync-item=${l=>this.#s.sync(l.detail)}
      @open-item=${l=>{this.open=this.open===l.detail?"":l.detail}}
      @settle-offer=${({detail:l})=>this.#s.settle(l.item,l.takes)}
      @decided=${({detail:l})=>this.#s.decide(l.item,l.verdict)}
      @hand-on=${({detail:l})=>this.#s.handOn(l)}
      @hand-all-on=${({detail:l})=>this.#s.handAllOn(l)}
      @stop-run=${()=>this.#s.stop()}
      @choose-profile=${l=>{this.#e.choose(l.detail)}}
    >
      ${G(t,r)} ${this.header(t,e)}
      ${d.running?n`<plex-sync-progress
              .context=${e}
              .status=${d}
              .stoppable=${a.may("stop")}
            ></plex-sync-progress>`:o}
      ${Y(e,this.#t)}
      ${Z(e,this.#t?.list??[],this.only,l=>{this.only=l})}
      ${this.list(t,e)}
      <plex-sync-confirm .context=${e}></plex-sync-confirm>
    </section>`}get programs(){let t=Object.keys(this.#t?.handOffs??{});return t.join()!==this.#r.join()&&(this.#r=t),this.#r}header(t,e){let{texts:i,permissions:r}=e,a=this.#t?.list??[],d=b=>a.reduce((nt,rt)=>nt+rt[b],0),l=this.config.config_entry?[]:(this.#e.profiles??[]).filter(({kind:b})=>b==="music"),m=t.status?.running!==null||t.offline||!a.length;return n`<header>
      <div class="names">
        ${B(e,l,this.config.title??e.profile.title)}
        <p class="small quiet">
          ${i.text("playlists.counts",{count:a.length,matched:d("matched"),review:d("review"),missing:d("missing")})}
        </p>
      </div>
      ${this.hass.user?.is_admin?n`<a
              class="add"
              href=${et(e)}
              title=${i.text("playlists.add")}
              aria-label=${i.text("playlists.add")}
              ><ha-icon icon="mdi:playlist-plus" aria-hidden="true"></ha-icon
            ></a>`:o}
      ${r.may("sync_all")?n`<button
              class="filled"
              ?disabled=${m}
              @click=${()=>this.#s.syncAll()}
            >
              ${i.text("playlists.sync_all")}
            </button>`:o}
    </header>`}list(t,e){let{text:i}=e.texts,{list:r,none:a}=this.#t??{list:null,none:!1};if(a)return H(i("playlists.not_music"));if(!r)return H(i("playlists.loading"));if(!r.length)return H(i("playlists.empty"),n`<p class="quiet">${i("playlists.empty_hint")}</p>
          <a href=${et(e)}>${i("playlists.add")}</a>`);let{only:d}=this,l=r.filter(m=>!d||m[d]||m.item===this.open);return n`<ul class="items">
      ${l.map(m=>n`<li>
            <plex-sync-item-row
              .context=${e}
              .item=${m}
              .opened=${this.open===m.item}
              .busy=${t.status?.running!==null||t.offline}
            ></plex-sync-item-row>
            ${this.open===m.item?n`<plex-sync-item-tracks
                    .context=${e}
                    .item=${m}
                    .epoch=${this.epoch}
                    .programs=${this.programs}
                    .revision=${this.#t?.handedOn.revision??0}
                  ></plex-sync-item-tracks>`:o}
          </li>`)}
    </ul>`}};c([h({attribute:!1})],y.prototype,"hass",2),c([h({attribute:!1})],y.prototype,"config",2),c([h({attribute:!1})],y.prototype,"layout",2),c([h({type:Boolean})],y.prototype,"sample",2),c([u()],y.prototype,"open",2),c([u()],y.prototype,"epoch",2),c([u()],y.prototype,"only",2);function et({profile:p}){return`/config/integrations/integration/plex_sync#config_entry=${p.config_entry_id}`}var dt={requested:"quiet",downloading:"quiet",arrived:"good",given_up:"warn"};function it({texts:p,formats:s},t){if(!t)return o;let{service:e,state:i,percent:r,since:a,reason:d,text:l}=t,m=p.text(`hand_off.names.${e}`),b=[p.text(`hand_off.states.${i}`,{service:m}),...r===null||i!=="downloading"?[]:[`${s.number(Math.round(r))} %`],...d?[p.maybe(`hand_off.reasons.${d}`)??l]:[],s.relative(a)];return n`<div class="handed small ${dt[i]}">
    ${b.filter(Boolean).join(" \xB7 ")}
  </div>`}var ht={accept:"good",review:"warn",missing:"gone"},w=class extends ${constructor(){super(...arguments);this.programs=[];this.searching=!1}static{this.styles=[x,v,g`
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
      .listen {
        --mdc-icon-size: 18px;
        color: var(--link);
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
    `]}render(){let{track:t}=this;return n`<div class="line">
        <span class="position">${t.position}</span>
        <div class="what">
          <div>
            ${t.title}
            <span class="quiet">· ${t.artists.join(", ")}${this.length(t)}</span>
            ${this.listen(t.url,"playlists.open_source")}
          </div>
          <div class="found small ${ht[t.band]}">
            ${this.found()}
            ${t.band==="accept"?this.listen(t.track?.url,"playlists.open_plex"):o}
          </div>
          ${t.band==="missing"?it(this.context,t.request):o}
        </div>
      </div>
      ${this.candidates()} ${this.context.permissions.may("decide")?this.acts():o}
      ${this.searching?n`<plex-sync-track-search
              class="candidates"
              .context=${this.context}
              .query=${`${t.title} ${t.artists[0]??""}`}
              @chosen=${e=>{e.stopPropagation(),this.searching=!1,this.decide("this",e.detail)}}
            ></plex-sync-track-search>`:o}`}found(){let{band:t,track:e,reason:i}=this.track,r=this.context.texts.maybe(`matching.${i}`)??i;return t!=="accept"||!e?`${this.text(`playlists.bands.${t}`)}: ${r}`:`${st(e)} \xB7 ${r}`}candidates(){let{band:t,candidates:e}=this.track;return t!=="review"||!e.length?o:n`<ul class="candidates">
      ${e.slice(0,3).map(i=>this.candidate(i))}
    </ul>`}candidate(t){let e=this.context.texts.maybe(`matching.${t.reason}`);return n`<li>
      <div class="what">
        ${st(t)}${this.length(t)}
        ${this.listen(t.url,"playlists.open_plex")}
        <div class="small quiet">
          ${e??t.reason} ·
          ${this.context.formats.number(Math.round(100*t.confidence))} %
        </div>
      </div>
      ${this.context.permissions.may("decide")?n`<button
              @click=${()=>{this.decide("this",t)}}
            >
              ${this.text("acts.use")}
            </button>`:o}
    </li>`}listen(t,e){return t?n`<a
      class="listen"
      href=${t}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${this.text(e)}
      title=${this.text(e)}
      ><ha-icon icon="mdi:play-circle-outline" aria-hidden="true"></ha-icon
    ></a>`:o}acts(){let{band:t,track:e}=this.track;return n`<div class="acts">
      ${t!=="missing"&&e?this.act("playlists.not_this",()=>{this.decide("not_this",e)}):o}
      ${this.act("playlists.choose",()=>{this.searching=!this.searching})}
      ${t==="accept"?o:this.act("playlists.never",()=>{this.decide("never")})}
      ${t==="missing"?this.programs.map(i=>this.handOn(i)):o}
    </div>`}handOn(t){let{request:e}=this.track;return e!==null&&e.state!=="given_up"||!this.context.permissions.may(`send_to_${t}`)?o:this.act(`hand_off.send.${t}`,()=>{this.tell("hand-on",{track:this.track,service:t})})}act(t,e){return n`<button class="link small" @click=${e}>${this.text(t)}</button>`}decide(t,e){let{uri:i,title:r}=this.track;this.tell("decided",{item:this.item,verdict:{uri:i,title:r,decision:t,...e?{track:e}:{}}})}length({milliseconds:t}){if(!t)return"";let e=Math.round(t/1e3);return` \xB7 ${String(Math.floor(e/60))}:${String(e%60).padStart(2,"0")}`}};c([h({attribute:!1})],w.prototype,"item",2),c([h({attribute:!1})],w.prototype,"track",2),c([h({attribute:!1})],w.prototype,"programs",2),c([u()],w.prototype,"searching",2);function st({title:p,artist:s,album:t,key:e}){return p?[p,s,t].filter(Boolean).join(" \xB7 "):e??""}var _=class extends ${constructor(){super(...arguments);this.query="";this.hits=null;this.error="";this.#t=0}#t;static{this.styles=[x,v,g`
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
    `]}firstUpdated(){this.search()}render(){return n`<form
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
        ${(this.hits??[]).map(t=>n`<li>
              <div class="what">
                ${t.title}
                <div class="small quiet">${[t.artist,t.album].join(" \xB7 ")}</div>
              </div>
              <button
                @click=${()=>{this.tell("chosen",t)}}
              >
                ${this.text("acts.use")}
              </button>
            </li>`)}
      </ul>`}nothingFound(){return this.hits?this.hits.length?o:this.text("playlists.nothing_found"):this.text("feed.loading")}async search(){let t=this.query.trim();if(!t)return;let e=++this.#t;this.error="";try{let i=await new O(this.context.api).search(t);e===this.#t&&(this.hits=i)}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:R(i)})}}};c([h()],_.prototype,"query",2),c([u()],_.prototype,"hits",2),c([u()],_.prototype,"error",2);var mt={"plex-sync-progress":F,"plex-sync-confirm":E,"plex-sync-cover":L,"plex-sync-track-search":_,"plex-sync-track-row":w,"plex-sync-item-tracks":f,"plex-sync-item-row":k,"plex-sync-playlists":y};for(let[p,s]of Object.entries(mt))S(p,s);
