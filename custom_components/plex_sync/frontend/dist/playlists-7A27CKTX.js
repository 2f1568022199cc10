import{a as B}from"./chunk-4KJTZFWJ.js";import{e as L,f as b,h as E,i as P,k as F,l as U,m as V,n as D,o as H,p as N,q as z,r as C,s as G,t as W,w as J,x as K}from"./chunk-FTCMWSXJ.js";import{a as f,b as s,d as l,f as j,g as m,h,k as O,l as x,m as v,o as M}from"./chunk-KLVQBE43.js";import"./chunk-7ZJVVFNV.js";import{b as q}from"./chunk-WVRBR6QI.js";import"./chunk-BB52TFYF.js";import{a as c}from"./chunk-JFKSI6I7.js";var rt={synced:"good",owned:"good",in_part:"warn",missing:"warn",offered:"warn",failed:"bad"},w=class extends b{constructor(){super(...arguments);this.opened=!1;this.busy=!1}static{this.styles=[x,v,f`
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
    `]}render(){let{item:t}=this;return s`<div class="row">
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
            <span class="state ${rt[t.state]??""}"
              >${this.text(`playlists.states.${t.state}`)}</span
            >
            ${t.category?s`<span>${t.category}</span>`:l}
            <span>${this.counts()}</span>
            <span>${this.when()}</span>
          </div>
          ${this.meter()}
        </div>
        ${this.context.permissions.may("sync_playlists")?s`<button
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
      ${t.text?s`<p class="error small bad" role="status">${t.text}</p>`:l}`}cover(){let{picture:t,title:e}=this.item;return s`<plex-sync-cover
      .context=${this.context}
      .pictures=${t?[t]:[]}
      .title=${e}
    ></plex-sync-cover>`}counts(){let{total:t,matched:e,review:i,missing:n,state:a}=this.item;if(a==="new")return"";let d=[this.text("playlists.of",{matched:e,total:t})];return i&&d.push(this.text("playlists.to_review",{count:i})),n&&d.push(this.text("playlists.missing",{count:n})),d.join(" \xB7 ")}when(){let{last_sync:t,next_due:e,sync:i}=this.item,{relative:n,moment:a}=this.context.formats;return i?t?this.text("header.last_sync",{when:n(t)}):e?this.text("playlists.next",{when:a(e)}):"":this.text("playlists.by_hand")}meter(){let{total:t,matched:e,review:i}=this.item;if(!t)return l;let n=a=>`width:${String(100*a/t)}%`;return s`<div class="meter" aria-hidden="true">
      <i class="good" style=${n(e)}></i>
      <i class="warn" style=${n(i)}></i>
    </div>`}offer(){let{offer:t}=this.item;if(!t)return l;let e=i=>()=>{this.tell("settle-offer",{item:this.item,takes:i})};return s`<div class="offer small warn" role="status">
      ${this.text("playlists.offer",{title:t.title,agree:t.agree,count:t.count})}
      ${this.context.permissions.may("decide")?s`<div>
              <button class="filled" @click=${e(!0)}>
                ${this.text("playlists.take_over")}
              </button>
              <button @click=${e(!1)}>${this.text("playlists.leave")}</button>
            </div>`:l}
    </div>`}};c([m({attribute:!1})],w.prototype,"item",2),c([m({type:Boolean})],w.prototype,"opened",2),c([m({type:Boolean})],w.prototype,"busy",2);var Q=["accept","review","missing"];var T=class{constructor(r){this.api=r}tracks(r,t,e){return this.api.ask("items/tracks",{item:r,offset:e,limit:100,...t.length?{bands:t}:{}})}async search(r){return(await this.api.ask("items/search",{text:r})).tracks}};var I=f`
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
`;var y=class extends b{constructor(){super(...arguments);this.epoch=0;this.band=null;this.tracks=[];this.total=0;this.loading=!1;this.error="";this.#t=0}#t;static{this.styles=[x,v,I,f`
      :host {
        display: block;
        padding: 0 16px 12px;
      }
      li {
        border-top: 1px solid var(--line);
      }
      .unplayable {
        margin: 0 0 8px;
        overflow-wrap: anywhere;
      }
      .below {
        padding-top: 10px;
      }
    `]}willUpdate(t){if(t.has("epoch")||t.has("item")){let e=t.get("item"),i=e===void 0||e.item!==this.item.item;i&&this.item.review&&(this.band="review");let n=e?.last_sync!==this.item.last_sync;(i||n||t.has("epoch"))&&this.load()}}render(){return s`${this.unplayable()}
      <div class="bands" role="group" aria-label=${this.text("playlists.show")}>
        ${this.choice(null,this.item.total)}
        ${Q.map(t=>this.choice(t,this.count(t)))}
      </div>
      ${this.error?s`<p class="bad" role="alert">${this.error}</p>`:l}
      <ol>
        ${this.tracks.map(t=>s`<li>
              <plex-sync-track-row
                .context=${this.context}
                .item=${this.item}
                .track=${t}
              ></plex-sync-track-row>
            </li>`)}
      </ol>
      <div class="below" role="status">${this.below()}</div>`}unplayable(){let{category:t,media_reason:e}=this.item;return e?s`<p class="unplayable small quiet">
      ${this.text("playlists.not_playable",{category:t,reason:e})}
    </p>`:l}below(){return this.loading?this.text("feed.loading"):!this.tracks.length&&!this.error?this.text("playlists.no_tracks"):this.tracks.length>=this.total?l:s`<button @click=${()=>this.load(this.tracks.length)}>
      ${this.text("acts.show_more")}
    </button>`}choice(t,e){if(t&&!e&&this.band!==t)return l;let i=this.text(t?`playlists.bands.${t}`:"acts.all");return s`<button
      aria-pressed=${String(this.band===t)}
      @click=${()=>{this.band=t,this.load()}}
    >
      ${i} ${this.context.formats.number(e)}
    </button>`}count(t){let e={accept:"matched",review:"review",missing:"missing"};return this.item[e[t]]}async load(t=0){let e=++this.#t;this.loading=!0,this.error="";try{let i=this.band?[this.band]:[],a=await new T(this.context.api).tracks(this.item.item,i,t);if(e!==this.#t)return;this.tracks=t?[...this.tracks,...a.tracks]:a.tracks,this.total=a.total}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:P(i)})}finally{e===this.#t&&(this.loading=!1)}}};c([m({attribute:!1})],y.prototype,"item",2),c([m({attribute:!1})],y.prototype,"epoch",2),c([h()],y.prototype,"band",2),c([h()],y.prototype,"tracks",2),c([h()],y.prototype,"total",2),c([h()],y.prototype,"loading",2),c([h()],y.prototype,"error",2);var S=class extends V{async sync(r){await this.guarded(async()=>{let t=r.kind==="album"?"sync_albums":"sync_playlists";await this.context().api.act(t,{items:[r.item],force:!0}),this.toast({message:this.text("playlists.syncing",{title:r.title})})})}async syncAll(){await this.guarded(async()=>{await this.context().api.act("sync_all",{force:!0}),this.toast({message:this.text("toast.sync")})})}async stop(){await this.guarded(()=>this.context().api.act("stop"))}async decide(r,{uri:t,title:e,decision:i,track:n}){if(i==="never"){let{confirmed:d}=await this.dialogs().confirm.ask({title:this.text("playlists.never_title"),texts:[this.text("playlists.never_text",{title:e})],confirm:this.text("playlists.never")});if(!d)return}let a={uri:t,item:r.item};await this.guarded(async()=>{await this.context().api.act("decide",{...a,decision:i,sync:!0,...n?{track:n.key}:{}}),this.toast({message:this.text("playlists.decided",{title:e}),...this.way("forget_decision",a)})})}async settle(r,t){await this.guarded(async()=>{let e=t?"take_over":"leave";await this.context().api.act("decide",{item:r.item,decision:e,sync:!0}),this.toast({message:this.text("playlists.syncing",{title:r.title})})})}};var nt=2e3,R=class{constructor(r,t,e){this.hass=r;this.entry=t;this.changed=e;this.list=null;this.none=!1;this.#s=!1}#t;#i;#s;async open(){this.#r();try{let r=await this.hass().connection.subscribeMessage(({items:t})=>{this.#s||(this.list=t,this.none=!1,this.changed())},{type:"plex_sync/items/subscribe",config_entry_id:this.entry},{resubscribe:!1});this.#s?r():this.#t=r}catch(r){this.none=r.code===D,this.#i=setTimeout(()=>{this.open()},nt),this.changed()}}close(){this.#s=!0,clearTimeout(this.#i),this.#r()}#r(){clearTimeout(this.#i);let r=this.#t;this.#t=void 0,r&&Promise.resolve(r()).catch(()=>{})}};var at=36e5;function A(p,r){return{item:p,kind:"playlist",title:p,sync:!0,interval_days:0,category:"",mode:"keep_edits",state:"synced",total:0,matched:0,review:0,missing:0,last_sync:new Date(Date.now()-5*at).toISOString(),next_due:null,text:"",url:"",picture:"",media_reason:"",offer:null,...r}}function X(p){let r=new R(p,"",()=>{});return r.list=[A("Morning run",{category:"Sport",total:42,matched:42}),A("Liked Songs",{kind:"liked",total:318,matched:301,review:5,missing:12}),A("Four Seasons Later",{kind:"album",state:"owned",total:11,matched:11})],r}var ot=["review","missing"];function Y({texts:p,formats:r},t,e,i){let n=o=>t.reduce((u,$)=>u+$[o],0),a=ot.filter(o=>n(o)||e===o);if(!a.length)return l;let d=(o,u,$)=>s`<button
      aria-pressed=${String(e===o)}
      @click=${()=>{i(o)}}
    >
      ${u} ${r.number($)}
    </button>`;return s`<div class="bands" role="group" aria-label=${p.text("playlists.show")}>
    ${d(null,p.text("acts.all"),t.length)}
    ${a.map(o=>d(o,p.text(`playlists.bands.${o}`),n(o)))}
  </div>`}var Z=[J,I,f`
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
  `];var g=class extends j{constructor(){super(...arguments);this.sample=!1;this.open="";this.epoch=0;this.only=null;this.#t=null;this.#i=null;this.#s=[];this.#r=new M(this);this.#e=new z(()=>this.hass,t=>this.follow(t),()=>{this.requestUpdate()});this.#n=new S(()=>this.context,()=>({confirm:this.renderRoot.querySelector("plex-sync-confirm")}),t=>{K(this,t)});this.begin=async()=>{if(!this.sample){await this.#e.begin(this.config.config_entry,"music");return}this.#e.profiles=[],this.#e.timeline=N(()=>this.hass,this.#r.localizer),this.#t=X(()=>this.hass),this.requestUpdate()}}#t;#i;#s;static{this.styles=[x,v,Z]}#r;#e;#n;connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),this.#e.close(),this.#t?.close()}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let e=t.get("hass");return e===void 0||e.locale!==this.hass.locale||e.services!==this.hass.services}firstUpdated(){this.begin()}updated(t){let e=t.get("config");e&&e.config_entry!==this.config.config_entry&&this.begin()}follow(t){this.#t?.close();let e=new R(()=>this.hass,t,()=>{this.requestUpdate()});this.#t=e;let i,n="",a=new H(()=>this.hass,t,()=>{a.standing==="live"&&n!=="live"&&e.open(),{standing:n}=a;let d=a.status?.running??null;i&&!d&&this.epoch++,i=d,this.requestUpdate()},()=>!1);return a}get context(){let t=this.#e.timeline?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:e}=this,{texts:i}=this.#r,n=[e.locale,e.services,e.config.time_zone,i,t];return(!this.#i||n.some((a,d)=>a!==this.#s[d]))&&(this.#s=n,this.#i=L(e,t,i,()=>this.hass,!0)),this.#i}render(){let t=O(this.hass.locale.language)?"rtl":"ltr",e=this.config.height?`--list-height:${this.config.height}px`:"",i=this.hass.user?.is_admin??!1;return s`<ha-card class=${this.layout??""} dir=${t} style=${e}>
      ${G(this.#e,this.#r.localizer,i,this.begin)??this.live(this.#e.timeline,this.context)}
    </ha-card>`}live(t,e){if(!t?.status)return s``;let{profile:i,texts:n,permissions:a}=e,{status:d}=t;return s`<section
      class="card"
      aria-label=${n.text("playlists.card",{profile:i.title})}
      @sync-item=${o=>this.#n.sync(o.detail)}
      @open-item=${o=>{this.open=this.open===o.detail?"":o.detail}}
      @settle-offer=${({detail:o})=>this.#n.settle(o.item,o.takes)}
      @decided=${({detail:o})=>this.#n.decide(o.item,o.verdict)}
      @stop-run=${()=>this.#n.stop()}
      @choose-profile=${o=>{this.#e.choose(o.detail)}}
    >
      ${W(t,n)} ${this.header(t,e)}
      ${d.running?s`<plex-sync-progress
              .context=${e}
              .status=${d}
              .stoppable=${a.may("stop")}
            ></plex-sync-progress>`:l}
      ${Y(e,this.#t?.list??[],this.only,o=>{this.only=o})}
      ${this.list(t,e)}
      <plex-sync-confirm .context=${e}></plex-sync-confirm>
    </section>`}header(t,e){let{texts:i,permissions:n}=e,a=this.#t?.list??[],d=$=>a.reduce((it,st)=>it+st[$],0),o=this.config.config_entry?[]:(this.#e.profiles??[]).filter(({kind:$})=>$==="music"),u=t.status?.running!==null||t.offline||!a.length;return s`<header>
      <div class="names">
        ${F(e,o,this.config.title??e.profile.title)}
        <p class="small quiet">
          ${i.text("playlists.counts",{count:a.length,matched:d("matched"),review:d("review"),missing:d("missing")})}
        </p>
      </div>
      ${this.hass.user?.is_admin?s`<a
              class="add"
              href=${tt(e)}
              title=${i.text("playlists.add")}
              aria-label=${i.text("playlists.add")}
              ><ha-icon icon="mdi:playlist-plus" aria-hidden="true"></ha-icon
            ></a>`:l}
      ${n.may("sync_all")?s`<button
              class="filled"
              ?disabled=${u}
              @click=${()=>this.#n.syncAll()}
            >
              ${i.text("playlists.sync_all")}
            </button>`:l}
    </header>`}list(t,e){let{text:i}=e.texts,{list:n,none:a}=this.#t??{list:null,none:!1};if(a)return C(i("playlists.not_music"));if(!n)return C(i("playlists.loading"));if(!n.length)return C(i("playlists.empty"),s`<p class="quiet">${i("playlists.empty_hint")}</p>
          <a href=${tt(e)}>${i("playlists.add")}</a>`);let{only:d}=this,o=n.filter(u=>!d||u[d]||u.item===this.open);return s`<ul class="items">
      ${o.map(u=>s`<li>
            <plex-sync-item-row
              .context=${e}
              .item=${u}
              .opened=${this.open===u.item}
              .busy=${t.status?.running!==null||t.offline}
            ></plex-sync-item-row>
            ${this.open===u.item?s`<plex-sync-item-tracks
                    .context=${e}
                    .item=${u}
                    .epoch=${this.epoch}
                  ></plex-sync-item-tracks>`:l}
          </li>`)}
    </ul>`}};c([m({attribute:!1})],g.prototype,"hass",2),c([m({attribute:!1})],g.prototype,"config",2),c([m({attribute:!1})],g.prototype,"layout",2),c([m({type:Boolean})],g.prototype,"sample",2),c([h()],g.prototype,"open",2),c([h()],g.prototype,"epoch",2),c([h()],g.prototype,"only",2);function tt({profile:p}){return`/config/integrations/integration/plex_sync#config_entry=${p.config_entry_id}`}var lt={accept:"good",review:"warn",missing:"gone"},k=class extends b{constructor(){super(...arguments);this.searching=!1}static{this.styles=[x,v,f`
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
    `]}render(){let{track:t}=this;return s`<div class="line">
        <span class="position">${t.position}</span>
        <div class="what">
          <div>
            ${t.title}
            <span class="quiet">· ${t.artists.join(", ")}${this.length(t)}</span>
            ${this.listen(t.url,"playlists.open_source")}
          </div>
          <div class="found small ${lt[t.band]}">
            ${this.found()}
            ${t.band==="accept"?this.listen(t.track?.url,"playlists.open_plex"):l}
          </div>
        </div>
      </div>
      ${this.candidates()} ${this.context.permissions.may("decide")?this.acts():l}
      ${this.searching?s`<plex-sync-track-search
              class="candidates"
              .context=${this.context}
              .query=${`${t.title} ${t.artists[0]??""}`}
              @chosen=${e=>{e.stopPropagation(),this.searching=!1,this.decide("this",e.detail)}}
            ></plex-sync-track-search>`:l}`}found(){let{band:t,track:e,reason:i}=this.track,n=this.context.texts.maybe(`matching.${i}`)??i;return t!=="accept"||!e?`${this.text(`playlists.bands.${t}`)}: ${n}`:`${et(e)} \xB7 ${n}`}candidates(){let{band:t,candidates:e}=this.track;return t!=="review"||!e.length?l:s`<ul class="candidates">
      ${e.slice(0,3).map(i=>this.candidate(i))}
    </ul>`}candidate(t){let e=this.context.texts.maybe(`matching.${t.reason}`);return s`<li>
      <div class="what">
        ${et(t)}${this.length(t)}
        ${this.listen(t.url,"playlists.open_plex")}
        <div class="small quiet">
          ${e??t.reason} ·
          ${this.context.formats.number(Math.round(100*t.confidence))} %
        </div>
      </div>
      ${this.context.permissions.may("decide")?s`<button
              @click=${()=>{this.decide("this",t)}}
            >
              ${this.text("acts.use")}
            </button>`:l}
    </li>`}listen(t,e){return t?s`<a
      class="listen"
      href=${t}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${this.text(e)}
      title=${this.text(e)}
      ><ha-icon icon="mdi:play-circle-outline" aria-hidden="true"></ha-icon
    ></a>`:l}acts(){let{band:t,track:e}=this.track;return s`<div class="acts">
      ${t!=="missing"&&e?this.act("playlists.not_this",()=>{this.decide("not_this",e)}):l}
      ${this.act("playlists.choose",()=>{this.searching=!this.searching})}
      ${t==="accept"?l:this.act("playlists.never",()=>{this.decide("never")})}
    </div>`}act(t,e){return s`<button class="link small" @click=${e}>${this.text(t)}</button>`}decide(t,e){let{uri:i,title:n}=this.track;this.tell("decided",{item:this.item,verdict:{uri:i,title:n,decision:t,...e?{track:e}:{}}})}length({milliseconds:t}){if(!t)return"";let e=Math.round(t/1e3);return` \xB7 ${String(Math.floor(e/60))}:${String(e%60).padStart(2,"0")}`}};c([m({attribute:!1})],k.prototype,"item",2),c([m({attribute:!1})],k.prototype,"track",2),c([h()],k.prototype,"searching",2);function et({title:p,artist:r,album:t,key:e}){return p?[p,r,t].filter(Boolean).join(" \xB7 "):e??""}var _=class extends b{constructor(){super(...arguments);this.query="";this.hits=null;this.error="";this.#t=0}#t;static{this.styles=[x,v,f`
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
    `]}firstUpdated(){this.search()}render(){return s`<form
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
        ${(this.hits??[]).map(t=>s`<li>
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
      </ul>`}nothingFound(){return this.hits?this.hits.length?l:this.text("playlists.nothing_found"):this.text("feed.loading")}async search(){let t=this.query.trim();if(!t)return;let e=++this.#t;this.error="";try{let i=await new T(this.context.api).search(t);e===this.#t&&(this.hits=i)}catch(i){if(e!==this.#t)return;this.error=this.text("state.error",{message:P(i)})}}};c([m()],_.prototype,"query",2),c([h()],_.prototype,"hits",2),c([h()],_.prototype,"error",2);var ct={"plex-sync-progress":U,"plex-sync-confirm":E,"plex-sync-cover":B,"plex-sync-track-search":_,"plex-sync-track-row":k,"plex-sync-item-tracks":y,"plex-sync-item-row":w,"plex-sync-playlists":g};for(let[p,r]of Object.entries(ct))q(p,r);
