import{a as k,b as a,d,f as H,g as v,h as y,i as F,j as U,l as T,m as $,n as W}from"./chunk-4L32OKUO.js";import{b}from"./chunk-7ZJVVFNV.js";import{a as D,b as J}from"./chunk-UGMLWQPL.js";import{a as u}from"./chunk-JFKSI6I7.js";var Z=new Set(["delete_history","set_mapping","remove_mapping","delete_backup","restore_backup","update_items"]),ee=new Set(["get_plan","explain","get_pins","search_anilist","preview_backup","compare_backup"]),te=new Set(["no_ids","id_unknown","season_unknown","episode_unknown","other_numbering","ordering_differs","ambiguous","search_unsure","no_such_media"]),se=new Set(["full","poll","targeted","retry","apply","redo","restore"]),R=class{constructor(e,t){this.services=e;this.rights=t;this.may=e=>this.services.plex_sync?.[e]?ee.has(e)?!0:Z.has(e)?this.rights.administer:this.rights.act:!1;this.actsOf=e=>{let t=[],s=e.problem!==null&&e.closed_at===null,n=e.outcome!=="pending"&&e.problem===null;s&&te.has(e.reason)&&e.subjects.length&&this.may("search_anilist")&&this.may("set_mapping")&&t.push("choose"),s&&this.may("retry")&&t.push("retry"),s&&this.may("ignore")&&t.push("ignore"),n&&e.undone_by===null&&(e.outcome==="undone"&&this.may("redo")&&t.push("redo"),e.outcome!=="undone"&&this.may("undo")&&t.push("undo"));let r=e.subjects.some(({kind:o})=>o==="track");return e.target!==null&&!r&&this.may("pin")&&t.push("pin"),e.problem===null&&t.push("difference"),e.problem!==null&&t.push("why"),this.may("delete_history")&&e.outcome!=="pending"&&t.push("delete"),t};this.canUndoRun=e=>{let t=(e.counts.synced??0)+(e.counts.deleted??0);return e.ended_at!==null&&t>0&&se.has(e.kind)&&this.may("undo")}}};function p(i){return i==null||i===""?!0:Array.isArray(i)?i.length===0:typeof i=="object"&&Object.keys(i).length===0}function Pe(i,e){return p(i)||p(e)?p(i)&&p(e):V(i)===V(e)}function V(i){return JSON.stringify(i??null,(e,t)=>P(t)?Object.fromEntries(Object.entries(t).sort(([s],[n])=>s<n?-1:1)):t)}function P(i){return typeof i=="object"&&i!==null&&!Array.isArray(i)}function A(i){return typeof i=="string"?i:JSON.stringify(i??null)}var ne=120,ie=[[35,"\u{1F641}"],[60,"\u{1F610}"],[101,"\u{1F642}"]],j=class{constructor(e,t,s){this.texts=e;this.formats=t;this.scoreFormat=s;this.label=e=>{let[t="",...s]=e.split("."),n=this.texts.maybe(`fields.${t}`);return n===void 0?e:s.length?`${n} \xB7 ${s.join(" \xB7 ")}`:n};this.value=(e,t)=>{if(p(t))return this.texts.text("values.empty");let s=e.split(".")[0]??"";return typeof t=="boolean"?this.texts.text(t?"values.yes":"values.no"):typeof t=="number"?this.#e(s,t):typeof t=="string"?this.#t(s,t):Array.isArray(t)?_(t.map(n=>re(n)).join(", ")):_(JSON.stringify(t))};this.score=e=>{switch(this.scoreFormat){case"POINT_10_DECIMAL":return`${this.formats.number(e/10,1)}/${this.formats.number(10)}`;case"POINT_10":return`${this.formats.number(q(Math.round(e/10),10))}/${this.formats.number(10)}`;case"POINT_5":return"\u2605".repeat(q(Math.round(e/20),5)).padEnd(5,"\u2606");case"POINT_3":return ie.find(([t])=>e<=t)?.[1]??"\u{1F642}";default:return`${this.formats.number(e)}/${this.formats.number(100)}`}}}#e(e,t){return e==="score"?this.score(t):e==="progress"?this.texts.text("values.episodes",{count:t}):e==="repeat"?this.texts.text("values.times",{count:t}):this.formats.number(t,2)}#t(e,t){return e==="status"?this.texts.maybe(`statuses.${t}`)??t:e.endsWith("_at")&&/^\d{4}(-\d\d){0,2}$/.test(t)?this.formats.partialDay(t):_(t)}};function q(i,e){return Math.max(1,Math.min(i,e))}function re(i){return typeof i=="string"?i:JSON.stringify(i)}function _(i,e=ne){return i.length>e?`${i.slice(0,e-1)}\u2026`:i}var B=6,oe=new Set(["playlist","album","liked","track"]),ae=new Set(["changed_meanwhile","refused","not_applied","not_kept","not_clearable"]),le=["at","last_viewed_at"],S=class{constructor(e,t,s){this.texts=e;this.formats=t;this.words=s;this.pieces=e=>{let t=E(e);if(e.deleted)return[this.#i(t?"pieces.playlist_deleted":"pieces.deleted")];let s=t?"pieces.playlist_created":"pieces.created",n=e.created?[this.#i(s)]:[],r=e.more_edits,o=new Map,l=e.edits.some(c=>c.field==="status");for(let c of e.edits)c.kind!=="set"?o.set(c.field,[...o.get(c.field)??[],c]):c.field==="poster"?n.push(this.#i("pieces.poster")):!(de(e)&&c.field==="progress"&&l)&&!(t&&e.created&&c.field==="title")&&n.push(this.#s(c));for(let[c,X]of o){let I=e.created&&o.size===1?r:0;n.push(this.#r(c,X,I)),r-=I}return r&&n.push(this.#i("pieces.more",{count:r})),n};this.line=e=>this.pieces(e).map(K).join(" \xB7 ");this.changes=e=>e.map(t=>K(this.#s(t))).join(" \xB7 ");this.why=e=>{let t=e.rule??"";return t?this.texts.maybe(`rules.${t}`,this.#o(e.evidence??{}))??this.texts.text("rules.unknown",{rule:t}):""};this.problem=e=>{let t={...this.#o(e.details),title:e.title,season:e.subtitle,message:e.message,service:this.#d(e)},s=e.details.fields,n=Array.isArray(s)?{fields:this.formats.list(s.map(o=>this.words.label(A(o))))}:{},r=e.reason.startsWith("not_")?{fields:this.#c(e.message)}:{};return this.#e(e,"text",{...t,...r,...n})??this.#t(e)??(e.message||this.texts.text("reasons.unknown.text",{reason:e.reason}))};this.advice=e=>this.#e(e,"advice",{...this.#o(e.details),service:this.#d(e)})??(E(e)&&this.#t(e)?this.#n(e):"");this.tried=e=>{let{ids:t,episodes:s,candidates:n,total:r}=e.details,o=[],l=(Array.isArray(t)?t:[]).map(A).filter(ce);l.length&&o.push(this.texts.text("tried.ids",{ids:l.join(", ")})),Array.isArray(s)&&s.length&&typeof r=="number"&&r>1&&o.push(this.texts.text("tried.episodes",{count:s.length,total:r,episodes:this.#a(s)}));let c=Array.isArray(n)?this.#l(n):"";return c&&o.push(this.texts.text("tried.candidates",{names:c})),e.times>1&&o.push(this.texts.text("tried.times",{count:e.times,since:this.formats.moment(e.first_seen)})),o}}#e(e,t,s){let{maybe:n}=this.texts;return(E(e)?n(`reasons.${e.reason}_music.${t}`,s):void 0)??n(`reasons.${e.reason}.${t}`,s)}#t(e){let t=this.texts.maybe(`matching.${e.reason}`);if(t===void 0)return;let s=e.problem==="review"?"tried.unsure":"tried.missing";return this.texts.text(s,{why:t})}#n(e){let t=e.problem==="review";return this.texts.text(t?"tried.unsure_advice":"tried.missing_advice")}#s(e){let t=this.texts.maybe(`pieces.labels.${e.field}`)??this.words.label(e.field),s=o=>e.field==="progress"||e.field==="repeat"?this.formats.number(Number(o??0)):_(this.words.value(e.field,o),40),n=p(e.before)?"":s(e.before),r=s(e.after);return{label:e.field==="status"?"":t,from:n,to:r}}#r(e,t,s){let n=o=>t.filter(l=>l.kind===o).length+(o==="insert"?s:0),r=["insert","remove","move"].filter(o=>n(o)).map(o=>this.texts.text(`pieces.${o}`,{count:n(o)}));return{label:this.words.label(e),from:"",to:r.join(" \xB7 ")}}#i(e,t={}){return{label:this.texts.text(e,t),from:"",to:""}}#o(e){let t={};for(let[s,n]of Object.entries(e))typeof n=="number"?t[s]=le.includes(s)?this.formats.moment(n*1e3):n:Array.isArray(n)?t[s]=this.#a(n):n===null?t[s]="?":P(n)||(t[s]=String(n));return t}#a(e){let s=ue(e.filter(r=>typeof r=="number")).map(([r,o])=>r===o?this.formats.number(r):`${this.formats.number(r)}\u2013${this.formats.number(o)}`);return(s.length>B?[...s.slice(0,B),"\u2026"]:s).join(", ")}#l(e){return this.formats.list(e.map(t=>P(t)?t.title??t.id:t).filter(t=>!p(t)).slice(0,3).map(A))}#c(e){return e==="*"?this.texts.text("values.whole_entry"):this.formats.list(e.split(", ").map(t=>this.words.label(t)))}#d(e){let t=E(e);return t&&ae.has(e.reason)?"Plex":e.links.find(n=>n.label!=="Plex")?.label??(t?"Plex":"AniList")}};function ce(i){return!i.startsWith("plex:")}function E(i){return i.subjects.some(({kind:e})=>oe.has(e))}function de(i){return i.subjects.length>0&&i.subjects.every(({kind:e})=>e==="movie")}function ue(i){let e=[];for(let t of[...i].sort((s,n)=>s-n)){let s=e.at(-1);s&&t===s[1]+1?s[1]=t:e.push([t,t])}return e}function K({label:i,from:e,to:t}){return[i,e&&t?`${e} \u2192 ${t}`:e||t].filter(Boolean).join(" ")}function Fe(i,e,t,s,n){let r=new U(i,Date.now,J(i.locale.language)),o=new D(i.locale.language,t,r.number),l=new j(o,r,e.score_format);return{hass:i,profile:e,formats:r,words:l,blurAdult:n,texts:o,say:new S(o,r,l),permissions:new R(i.services,e.rights),api:new b(s,e.config_entry_id)}}var f=class extends H{text(e,t){return this.context.texts.text(e,t)}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}};u([v({attribute:!1})],f.prototype,"context",2);var Ue={synced:"good",failed:"bad",not_found:"warn",review:"warn",deleted:"gone",undone:"back",pending:"gone"};var w=class extends f{constructor(){super(...arguments);this.question=null;this.option=!1;this.onClose=()=>{let t=this.dialog.returnValue==="yes";this.#e?.({confirmed:t,option:this.option}),this.#e=void 0}}#e;static{this.styles=[T,$,W]}async ask(t){return this.question=t,this.option=!1,await this.updateComplete,this.dialog.returnValue="",this.dialog.showModal(),new Promise(s=>{this.#e=s})}render(){let{question:t}=this;return a`<dialog
      aria-labelledby="title"
      aria-describedby="body"
      role="alertdialog"
      @close=${this.onClose}
    >
      ${t?a`<h2 id="title">${t.title}</h2>
              <div class="body" id="body">
                ${t.texts.filter(Boolean).map(s=>a`<p>${s}</p>`)}
                ${t.option?a`<label class="check"
                        ><input
                          type="checkbox"
                          .checked=${this.option}
                          @change=${()=>{this.option=!this.option}}
                        />${t.option}</label
                      >`:d}
              </div>
              <div class="feet">
                <button
                  @click=${()=>{this.dialog.close()}}
                >
                  ${this.text("acts.cancel")}
                </button>
                <button
                  class=${t.danger?"danger":"filled"}
                  @click=${()=>{this.dialog.close("yes")}}
                >
                  ${t.confirm}
                </button>
              </div>`:d}
    </dialog>`}};u([y()],w.prototype,"question",2),u([y()],w.prototype,"option",2),u([F("dialog")],w.prototype,"dialog",2);var x=class extends f{constructor(){super(...arguments);this.stoppable=!1;this.stopping=!1;this.waited=0;this.#e=0}#e;#t;static{this.styles=[T,$,k`
      :host {
        display: block;
        padding: 0 16px 14px;
      }
      .line {
        display: flex;
        gap: 10px;
        align-items: center;
        min-height: 32px;
      }
      .what {
        flex: 1;
        min-width: 0;
      }
      .count {
        font-variant-numeric: tabular-nums;
      }
      button.link {
        margin-inline-end: -8px;
      }
      .meter {
        height: 6px;
        border-radius: 3px;
        background: color-mix(in srgb, var(--ink) 12%, transparent);
        overflow: hidden;
      }
      .meter i {
        display: block;
        height: 100%;
        border-radius: 3px;
        background: var(--accent);
        transition: width 0.25s linear;
      }
      .meter.waiting i {
        background: var(--warn);
      }
      .meter.open i {
        width: 30% !important;
        animation: pass 1.6s ease-in-out infinite alternate;
      }
      @keyframes pass {
        to {
          margin-inline-start: 70%;
        }
      }
    `]}willUpdate(t){t.has("status")&&(this.status.running===null&&(this.stopping=!1),clearInterval(this.#t),this.waited=0,this.status.progress?.waiting_seconds&&(this.#e=Date.now(),this.#t=setInterval(()=>{this.waited=(Date.now()-this.#e)/1e3},1e3)))}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#t)}render(){let{progress:t}=this.status,s=t?.total??null,n=t?.processed??0,r=s?Math.min(100,100*n/s):null,o=r===null?"open":t?.waiting_seconds?"waiting":"";return a`<div class="line small">
        <span class="what one-line"
          >${this.stage()}<span class="quiet">${this.section()}</span></span
        >
        ${s?a`<span class="count quiet"
                >${this.text("progress.of",{done:n,total:s})}</span
              >`:d}
        ${this.stoppable?a`<button
                class="link small"
                ?disabled=${this.stopping}
                @click=${()=>{this.stopping=!0,this.tell("stop-run")}}
              >
                ${this.text(this.stopping?"acts.stopping":"acts.stop")}
              </button>`:d}
      </div>
      <div
        class="meter ${o}"
        role="progressbar"
        aria-label=${this.text("progress.label")}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${r===null?d:Math.round(r)}
      >
        <i style="width:${r??30}%"></i>
      </div>`}stage(){let{progress:t}=this.status;if(!t)return this.text("stages.reading");let s=t.waiting_seconds;if(t.stage==="waiting"&&s){let o=Math.max(0,Math.round(s-this.waited));return this.text("progress.wait_for",{time:this.context.formats.duration(o)})}let{stage:n}=t,{running:r}=this.status;return this.context.texts.maybe(`stages.${n}_${r??""}`)??this.text(`stages.${n}`)}section(){let{progress:t}=this.status;if(!t?.section)return"";let{section:s,section_index:n,section_count:r}=t;return` \xB7 ${r>1?this.text("progress.section",{section:s,index:n,count:r}):s}`}};u([v({attribute:!1})],x.prototype,"status",2),u([v({type:Boolean})],x.prototype,"stoppable",2),u([y()],x.prototype,"stopping",2),u([y()],x.prototype,"waited",2);function m(i){return typeof i=="object"&&i!==null&&"message"in i?String(i.message):String(i)}var O=class{constructor(){this.runs=new Map;this.held=new Map;this.next=null;this.#e=new Map;this.#t=[];this.#n=new Map}#e;#t;#n;get size(){return this.#e.size}get oldest(){return this.#t.at(-1)?.at(-1)??null}get chunks(){return this.#t.map(e=>({key:e.at(-1)??0,records:e.flatMap(t=>this.#e.get(t)??[])}))}get(e){return this.#e.get(e)??this.held.get(e)}isUndone(e){let t=[...this.#n.get(e.run)??[]].flatMap(n=>this.#e.get(n)??[]).filter(n=>n.problem===null),s=(e.counts.synced??0)+(e.counts.deleted??0);return t.length>=s&&t.every(n=>n.undone_by!==null)}reset(e,t,s){this.#e.clear(),this.#n.clear(),this.held.clear(),this.#t=[],this.append(e,t,s)}append(e,t,s){this.addRuns(t),this.next=s;let n=e.filter(({record:r})=>!this.#e.has(r));for(let r of e)this.#s(r);for(let r=0;r<n.length;r+=50)this.#t.push(n.slice(r,r+50).map(({record:o})=>o))}addRuns(e){for(let t of e)this.runs.set(t.run,t)}add(e,t){let s=[...e].sort((n,r)=>n.record-r.record);for(let n of s)this.#e.has(n.record)?this.#s(n):t?this.held.set(n.record,n):this.#r(n)}refresh(e){let t=new Set(e.map(({record:r})=>r)),s=e.at(-1)?.record??1/0;for(let r of[...this.#e.keys(),...this.held.keys()])r>=s&&!t.has(r)&&this.remove(r);let n=this.#t[0]?.[0]??0;for(let r of e)this.get(r.record)?this.change(r):this.add([r],r.record>n)}letIn(){let e=[...this.held.values()].sort((t,s)=>t.record-s.record);this.held.clear();for(let t of e)this.#r(t);return e.length}change(e){this.held.has(e.record)&&this.held.set(e.record,e),this.#e.has(e.record)&&this.#s(e)}remove(e){this.held.delete(e),this.#e.delete(e)&&(this.#t=this.#t.map(t=>t.includes(e)?t.filter(s=>s!==e):t).filter(t=>t.length))}#s(e){if(this.#e.set(e.record,e),e.run===null)return;let t=this.#n.get(e.run);t?t.add(e.record):this.#n.set(e.run,new Set([e.record]))}#r(e){let t=e.record;if(this.next!==null&&this.oldest!==null&&t<this.oldest)return;this.#s(e);let s=this.#t[0];if(!s||t>(s[0]??0)&&s.length>=100){this.#t.unshift([t]);return}let n=this.#t.find(o=>t>(o.at(-1)??0))??this.#t.at(-1);if(!n)return;let r=n.findIndex(o=>o<t);n.splice(r<0?n.length:r,0,t)}};function L(i,e){if(i.closed_at!==null||e.outcome&&i.outcome!==e.outcome)return!1;let t=e.text.trim().toLocaleLowerCase();return t?[i.title,i.subtitle,i.section,i.message].some(s=>s.toLocaleLowerCase().includes(t)):!0}function rt(i,e){return`${i.run??"none"}:${e(i.at)}`}function lt({profile:i,texts:e},t,s){return t.length<2?a`<h2 class="one-line">${s}</h2>`:a`<h2 class="switch">
    <select
      aria-label=${e.text("header.profile")}
      @change=${({target:n})=>{let r=n.value,o=new CustomEvent("choose-profile",{detail:r,bubbles:!0,composed:!0});n?.dispatchEvent(o)}}
    >
      ${t.map(n=>a`<option
            value=${n.config_entry_id}
            ?selected=${n.config_entry_id===i.config_entry_id}
          >
            ${n.title}
          </option>`)}
    </select>
    <ha-icon icon="mdi:menu-down" aria-hidden="true"></ha-icon>
  </h2>`}var pe="not_found",M="unknown_command",me=250,fe=2e3,he=2e3,ge=200,N=class{constructor(e,t,s,n,r=()=>{}){this.hass=e;this.entry=t;this.changed=s;this.isScrolled=n;this.arrived=r;this.feed=new O;this.filter={outcome:null,text:""};this.standing="loading";this.offline=!1;this.profile=null;this.status=null;this.counters={};this.plan=null;this.loading=!1;this.error="";this.version=0;this.#s=0;this.#r=!1;this.#i=!1;this.#p=()=>{this.offline=!0,this.#e=void 0,clearTimeout(this.#t),this.changed()};this.#m=()=>{this.offline=!1,clearTimeout(this.#t),this.#l(),this.changed()}}#e;#t;#n;#s;#r;#i;get#o(){return new b(this.hass,this.entry)}async open(){let{connection:e}=this.hass();this.#r=!0,e.addEventListener("disconnected",this.#p),e.addEventListener("ready",this.#m),await this.#l()}close(){if(this.#i=!0,!this.#r)return;let{connection:e}=this.hass();e.removeEventListener("disconnected",this.#p),e.removeEventListener("ready",this.#m),clearTimeout(this.#t),clearTimeout(this.#n),this.#c()}narrow(e){let t=e.text!==void 0;this.filter={...this.filter,...e},clearTimeout(this.#n),t?this.#n=setTimeout(()=>{this.reload()},me):this.reload(),this.changed()}async reload(){await this.#a(null,e=>{this.feed.reset(e.records,e.runs,e.next)})}async more(){let{next:e}=this.feed;this.loading||e===null&&!this.error||await this.#a(e,t=>{e===null?this.feed.reset(t.records,t.runs,t.next):this.feed.append(t.records,t.runs,t.next)})}letIn(){this.feed.letIn(),this.#u()}async#a(e,t){let s=++this.#s;this.loading=!0,this.error="",this.changed();try{let n=await this.#o.history(this.filter,e);s===this.#s&&t(n)}catch(n){s===this.#s&&(this.error=m(n))}finally{s===this.#s&&(this.loading=!1,this.#u())}}async#l(){this.#c();try{let e=await this.hass().connection.subscribeMessage(t=>{this.#i||this.#d(t)},{type:"plex_sync/subscribe",config_entry_id:this.entry},{resubscribe:!1});this.#i?e():this.#e=e}catch(e){let{code:t}=e;this.error="",t===pe?this.standing="removed":(this.standing=t===M?"reloading":"failed",this.standing==="failed"&&(this.error=m(e)),this.#t=setTimeout(()=>{this.#l()},fe)),this.changed()}}#c(){let e=this.#e;this.#e=void 0,e&&Promise.resolve(e()).catch(()=>{})}#d(e){switch(e.type){case"first":this.#f(e);break;case"status":this.status=e.status;break;case"counters":this.counters=e.counters;break;case"plan":this.plan=e.plan;break;case"records":this.#g(e);break;case"gone":this.standing=e.reason==="removed"?"removed":"reloading"}this.#u()}#f(e){let t=this.filter.outcome!==null||this.filter.text.trim()!=="";this.standing="live",this.profile=e.profile,this.status=e.status,this.counters=e.counters,this.plan=e.plan,t?this.reload():this.isScrolled()&&this.feed.size<=he?this.#h(e.page):(this.#s++,this.loading=!1,this.error="",this.feed.reset(e.page.records,e.page.runs,e.page.next))}async#h(e){let t=++this.#s,s=this.feed.oldest??0,n=[...e.records],r=[...e.runs];try{for(let{next:o}=e;o!==null&&o>s;){let l=await this.#o.history(this.filter,o,ge);if(t!==this.#s)return;n.push(...l.records),r.push(...l.runs),{next:o}=l}}catch{}t===this.#s&&(this.loading=!1,this.feed.addRuns(r),this.feed.refresh(n),this.#u())}#g(e){this.feed.addRuns(e.runs);for(let s of e.removed)this.feed.remove(s);let t=e.added.filter(s=>L(s,this.filter));this.feed.add(t,this.isScrolled());for(let s of e.changed)L(s,this.filter)?this.feed.get(s.record)?this.feed.change(s):this.feed.add([s],this.isScrolled()):this.feed.remove(s.record);t.length&&this.arrived(t.length)}#p;#m;#u(){this.version++,this.changed()}};var ye=36e5;function ht(i,e){let t=Date.now(),s=new N(i,"",()=>{},()=>!1);s.standing="live",s.profile=be(),s.counters={synced:456,failed:0,not_found:1,deleted:0,undone:3},s.status={activity:"idle",running:null,progress:null,last_sync:h(t-12e4),last_checked:h(t-12e4),next_full:h(t+8*ye),next_poll:null,dry_run:!1,problem:null};let n=e.text("explain.season",{season:1}),r=(o,l,c)=>({field:o,before:l,after:c,kind:"set",rule:"some_watched"});return s.feed.reset([C(4,"Frieren: Beyond Journey\u2019s End",n,t,[r("progress",8,9)]),C(3,"Dororo",n,t,[r("progress",23,24),r("status","CURRENT","COMPLETED")]),{...C(2,"Kino\u2019s Travels",n,t,[]),outcome:"not_found",problem:"not_found",reason:"id_unknown"}],[xe(t)],null),s}function be(){return{config_entry_id:"",title:"Plex Sync",kind:"anime",status_entity_id:null,rights:{act:!1,administer:!1}}}function xe(i){return{run:1,kind:"poll",origin:"notification",started_at:h(i-12e4),ended_at:h(i-118e3),seconds:1.8,result:"ok",reason:"",message:"",counts:{synced:2,not_found:1},notes:{}}}function C(i,e,t,s,n){return{record:i,run:1,outcome:"synced",problem:null,at:h(s-12e4),first_seen:h(s-12e4),times:1,closed_at:null,target:null,title:e,subtitle:t,section:"Anime",subjects:[{key:"",title:e,subtitle:t,section:"Anime",kind:"season",links:[]}],pictures:[],links:[],edits:n,more_edits:0,created:!1,deleted:!1,reason:"",message:"",details:{},undoes:[],undone_by:null}}function h(i){return new Date(i).toISOString()}var ve=2e3,G="plex-sync-profile",Q=class{constructor(e,t,s){this.hass=e;this.make=t;this.changed=s;this.profiles=null;this.timeline=null;this.error="";this.#t=0}#e;#t;async begin(e,t){this.close();let s=this.#t;this.error="";try{let n=await b.profiles(this.hass());if(s!==this.#t)return;this.profiles=n;let r=n.find(l=>!t||l.kind===t),o=e??this.#n(t)??r?.config_entry_id;o&&this.watch(o)}catch(n){if(s!==this.#t)return;let r=n.code===M;this.error=r?"":m(n),this.#e=setTimeout(()=>{this.begin(e,t)},ve)}this.changed()}watch(e){this.timeline?.close(),this.timeline=this.make(e),this.timeline.open(),this.changed()}choose(e){localStorage.setItem(G,e),this.watch(e)}close(){this.#t++,clearTimeout(this.#e),this.timeline?.close(),this.timeline=null}#n(e){let t=localStorage.getItem(G),s=this.profiles?.find(({config_entry_id:n})=>n===t);return s&&(!e||s.kind===e)?s.config_entry_id:void 0}};var _e="/config/integrations/dashboard/add?domain=plex_sync";function g(i,e=d){return a`<div class="notice" role="status">
    <p>${i}</p>
    ${e}
  </div>`}function wt(i,{text:e},t,s){let{timeline:n,error:r}=i,o=a`<button @click=${s}>${e("acts.try_again")}</button>`;if(r)return g(e("state.error",{message:r}),o);if(!n)return i.profiles?.length===0?we(e,t):g(e("state.loading"));if(n.standing==="removed")return ke(i,e);if(n.profile&&n.status)return;if(n.standing==="failed")return g(e("state.error",{message:n.error}),o);let l=n.standing==="reloading"?"reloading":"loading";return g(e(`state.${l}`))}function we(i,e){return g(i("state.none"),a`<p class="quiet">${i("state.none_hint")}</p>
      ${e?a`<a href=${_e}>${i("state.add")}</a>`:d}`)}function ke(i,e){let t=(i.profiles??[]).filter(({config_entry_id:n})=>n!==i.timeline?.entry);if(!t.length)return g(e("state.removed"),a`<p class="quiet">${e("state.none_hint")}</p>`);let s=({config_entry_id:n,title:r})=>a`<button
      @click=${()=>{i.watch(n)}}
    >
      ${r}
    </button>`;return g(e("state.removed"),a`<p class="quiet">${e("state.removed_hint")}</p>
      <div class="choices">${t.map(s)}</div>`)}function $t(i,{text:e}){if(i.offline)return z("mdi:lan-disconnect",e("state.offline"));if(i.standing!=="live")return z("mdi:reload",e("state.reloading"));let t=i.status?.problem;return t?z("mdi:alert-circle-outline",e("state.problem",{text:t.text}),"bad"):d}function z(i,e,t=""){return a`<div class="bar ${t}" role="status">
    <ha-icon icon=${i} aria-hidden="true"></ha-icon><span>${e}</span>
  </div>`}function Rt(i,{text:e}){let{outcome:t}=i.filter,s=i.filter.text.trim();if(!t&&!s)return d;let n=[t?e("feed.only",{outcome:e(`outcomes.${t}`)}):"",s?e("feed.found",{text:s}):""];return a`<div class="filter small quiet">
    <span>${n.filter(Boolean).join(" \xB7 ")}</span>
    <button
      class="link small"
      @click=${()=>{i.narrow({outcome:null}),s&&i.narrow({text:""})}}
    >
      ${e("acts.clear")}
    </button>
  </div>`}function Pt(i,e,{config:t,profiles:s,planBusy:n}){let{status:r,plan:o}=i,l=!!r?.running;return a`<plex-sync-header
      .context=${e}
      .status=${r}
      .profiles=${s}
      .heading=${t.title??""}
      .search=${i.filter.text}
      .plain=${t.hide_controls??!1}
      .offline=${i.offline||i.standing!=="live"}
    ></plex-sync-header>
    ${l?a`<plex-sync-progress
            .context=${e}
            .status=${r}
            .stoppable=${e.permissions.may("stop")}
          ></plex-sync-progress>`:d}
    ${o?a`<plex-sync-plan
            .context=${e}
            .plan=${o}
            .busy=${n||l}
          ></plex-sync-plan>`:d}
    <plex-sync-outcomes
      .context=${e}
      .counters=${i.counters}
      .chosen=${i.filter.outcome}
    ></plex-sync-outcomes>`}var Et=k`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    height: 100%;
    overflow: hidden;
  }
  ha-card.grid {
    --feed-height: none;
  }
  ha-card.panel {
    --feed-height: none;
    height: calc(100dvh - var(--header-height, 56px) - 16px);
  }
  .card {
    display: flex;
    flex: 1 1 auto;
    flex-direction: column;
    min-height: 0;
  }
  .bar {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    padding: 9px 16px;
    border-bottom: 1px solid var(--line);
    background: color-mix(in srgb, var(--tone, var(--warn)) 12%, transparent);
    font-size: var(--small);
    overflow-wrap: anywhere;
    --mdc-icon-size: 18px;
  }
  .bar ha-icon {
    flex: none;
    color: var(--tone, var(--warn));
  }
  .filter {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    margin-top: -8px;
    padding: 0 16px 6px;
  }
  .filter button {
    margin-inline-end: -8px;
  }
  .notice {
    display: grid;
    gap: 10px;
    justify-items: center;
    align-content: center;
    min-height: 180px;
    padding: 24px;
    text-align: center;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    justify-content: center;
  }
`;var Te=8e3;function $e(i,{message:e,action:t}){let s=t&&{text:t.text,action:()=>{t.run().catch(r=>{$e(i,{message:m(r)})})}},n={message:e,...s?{duration:Te,dismissable:!0,action:s}:{}};i.dispatchEvent(new CustomEvent("hass-notification",{detail:n,bubbles:!0,composed:!0}))}var Y=class{constructor(e,t,s){this.context=e;this.dialogs=t;this.toast=s}text(e,t){return this.context().texts.text(e,t)}way(e,t){let{api:s,permissions:n}=this.context();return n.may(e)?{action:{text:this.text(e==="redo"?"acts.redo":"acts.undo"),run:()=>s.act(e,t)}}:{}}async guarded(e){try{return await e()!==!1}catch(t){return this.toast({message:this.text("state.error",{message:m(t)})}),!1}}};export{p as a,Pe as b,P as c,A as d,Fe as e,f,Ue as g,w as h,m as i,rt as j,lt as k,x as l,Y as m,pe as n,N as o,ht as p,Q as q,g as r,wt as s,$t as t,Rt as u,Pt as v,Et as w,$e as x};
