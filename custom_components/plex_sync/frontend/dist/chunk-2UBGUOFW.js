import{a as $,b as B,c as I,d as S,f as D,i as U,m as W}from"./chunk-3UM3SKG5.js";import{a as _,b as d,c as N,d as y,e as H,g as E,h as w,l as V,m as z}from"./chunk-4L32OKUO.js";import{a as b}from"./chunk-JFKSI6I7.js";var O=["status","progress","score","repeat","started_at","completed_at","notes","private","hidden_from_status_lists","custom_lists","advanced_scores","priority","tracks","title","summary","poster"],K=["changed","added","removed","unchanged"];function q(r,s=""){let t=new Map;for(let[e,i]of Object.entries(r??{})){let n=s+e;if(I(i))for(let[o,a]of q(i,`${n}.`))t.set(o,a);else t.set(n,i)}return t}function G(r,s,t={}){let e=q(r),i=q(s),n=new Set([...e.keys(),...i.keys()]),o=r===null||s===null;return[...n].map(a=>{let l=ct(a,e.get(a),i.get(a),o);return t[a]&&(l.change=t[a].count?"changed":"unchanged"),l}).filter(a=>!($(a.before)&&$(a.after))).sort(pt)}function F(r,s,t,e){let i=s.trim().toLocaleLowerCase();return r.filter(n=>(t||n.change!=="unchanged")&&(!i||n.path.toLocaleLowerCase().includes(i)||e(n.path).toLocaleLowerCase().includes(i)))}function ct(r,s,t,e){let i=j(r)<O.length,n=e&&lt(s??t)?"unchanged":dt(s,t);return{path:r,change:n,before:s,after:t,known:i}}function lt(r){return r===0||r===!1}function dt(r,s){return B(r,s)?"unchanged":$(r)?"added":$(s)?"removed":"changed"}function pt(r,s){return+(r.change==="unchanged")-+(s.change==="unchanged")||j(r.path)-j(s.path)||K.indexOf(r.change)-K.indexOf(s.change)||r.path.localeCompare(s.path)}function j(r){let s=O.indexOf(r.split(".")[0]??"");return s<0?O.length:s}async function Q(r,s){let t=navigator.clipboard;if(window.isSecureContext&&t)try{return await t.writeText(r),!0}catch{}let e=document.createElement("textarea");e.value=r,e.style.position="fixed",e.style.opacity="0",s.append(e),e.select();try{return document.execCommand("copy")}finally{e.remove()}}var Y=_`
  :host {
    display: block;
    container-type: inline-size;
  }
  .box {
    border: 1px solid var(--line);
    border-radius: var(--round);
    overflow: hidden;
  }
  .note {
    padding: 12px;
    color: var(--quiet);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 8px 10px;
  }
  .bar input[type="search"] {
    flex: 1 1 130px;
    width: auto;
    min-height: 32px;
    padding-block: 4px;
  }
  .bar.end {
    justify-content: flex-end;
    padding-block: 2px;
    border-top: 1px solid var(--line);
  }
  .tabs {
    display: inline-flex;
    border: 1px solid var(--line);
    border-radius: 16px;
    overflow: hidden;
  }
  .tabs button {
    min-height: 30px;
    padding: 3px 12px;
    border: 0;
    border-radius: 0;
  }
  .tabs button:focus-visible {
    outline-offset: -2px;
    border-radius: 16px;
  }
  .tabs [aria-selected="true"] {
    background: color-mix(in srgb, var(--accent) 16%, transparent);
    color: var(--link);
  }
  .row {
    display: grid;
    grid-template-columns: minmax(88px, 130px) 1fr 1fr;
    gap: 2px 12px;
    padding: 8px 12px;
    border-top: 1px solid var(--line);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .label code {
    font-size: 0.92em;
  }
  .same,
  .why,
  .sequence {
    grid-column: 2 / 4;
  }
  .same,
  .why {
    color: var(--quiet);
  }
  .sequence .place {
    display: inline-block;
    min-width: 2.4em;
    text-align: end;
  }
  .why {
    font-size: var(--small);
  }
  .none {
    color: var(--quiet);
  }
  .minus {
    color: var(--bad);
  }
  .plus {
    color: var(--good);
  }
  .minus::before {
    content: "− " / "";
  }
  .plus::before {
    content: "+ " / "";
  }
  .sides {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border-top: 1px solid var(--line);
  }
  .side {
    min-width: 0;
    padding: 8px 12px;
  }
  .side + .side {
    border-inline-start: 1px solid var(--line);
  }
  pre {
    max-height: 320px;
    margin: 6px 0 0;
    overflow: auto;
    font-size: var(--small);
    line-height: 1.5;
    direction: ltr;
  }
  @container (max-width: 420px) {
    .row {
      grid-template-columns: 1fr 1fr;
    }
    .label,
    .same,
    .why,
    .sequence {
      grid-column: 1 / 3;
    }
    .label {
      color: var(--quiet);
    }
    .sides {
      grid-template-columns: 1fr;
    }
    .side + .side {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
  }
`;var ut={insert:"plus",remove:"minus",move:"moved",replace:"moved",set:""};function X({texts:r,formats:s},{edits:t,...e},i){let n=["insert","remove","move","replace"].filter(c=>e[c]).map(c=>r.text(`pieces.${c}`,{count:e[c]})),o=c=>s.number((c??0)+1),a=({kind:c,position:u,origin:p})=>c==="move"?`${o(p)} \u2192 ${o(u)}`:o(u),l=({evidence:c})=>c?.arrived_by?d`<span class="small quiet"
          >·
          ${r.text("difference.arrived",{service:S(c.arrived_by)})}</span
        >`:y,h=c=>i[S(c)]??r.text("difference.unnamed"),g=({kind:c,after:u,before:p})=>c==="replace"?`${h(p)} \u2192 ${h(u)}`:h(u??p);return d`<div class="sequence">
    <div>${n.join(" \xB7 ")}</div>
    <ul>
      ${t.map(c=>d`<li class=${ut[c.kind]}>
            <span class="only-heard">${r.text(`difference.kinds.${c.kind}`)}</span>
            <span class="place quiet">${a(c)}</span> ${g(c)} ${l(c)}
          </li>`)}
    </ul>
  </div>`}function Z(r,s){let t=e=>typeof e=="string"?s[e]??e:e;return Object.fromEntries(Object.entries(r).map(([e,i])=>[e,Array.isArray(i)?i.map(t):i]))}var R=200,f=class extends D{constructor(){super(...arguments);this.given=null;this.detail=null;this.error="";this.tab="changes";this.search="";this.unchanged=!1;this.offset=0}static{this.styles=[V,z,Y]}connectedCallback(){super.connectedCallback(),this.given?this.detail=this.given:this.load(0)}async load(t){this.error="";try{this.detail=await this.context.api.record(this.record.record,t),this.offset=t}catch(e){this.error=this.text("difference.failed",{message:U(e)})}}render(){return this.error?d`<div class="box note" role="alert">
        ${this.error}
        <button class="link" @click=${()=>this.load(this.offset)}>
          ${this.text("acts.try_again")}
        </button>
      </div>`:this.detail?d`<section class="box" aria-label=${this.text("difference.label")}>
      ${this.bar()} ${this.tab==="changes"?this.changes():this.compare(this.detail)}
      ${this.pager(this.detail)} ${this.copying(this.detail)}
    </section>`:d`<div class="box note">${this.text("feed.loading")}</div>`}bar(){let t=e=>d`<button
        role="tab"
        id="tab-${e}"
        aria-controls="panel"
        aria-selected=${this.tab===e?"true":"false"}
        tabindex=${this.tab===e?0:-1}
        @click=${()=>{this.tab=e}}
      >
        ${this.text(`difference.${e}`)}
      </button>`;return d`<div class="bar">
      <div
        class="tabs"
        role="tablist"
        aria-label=${this.text("difference.label")}
        @keydown=${this.onTabKey}
      >
        ${t("changes")}${t("compare")}
      </div>
      ${this.tab==="changes"?d`<input
                type="search"
                .value=${this.search}
                placeholder=${this.text("difference.find")}
                aria-label=${this.text("difference.find")}
                @input=${e=>{this.search=e.target.value}}
              /><label class="check small quiet">
                <input
                  type="checkbox"
                  .checked=${this.unchanged}
                  @change=${()=>{this.unchanged=!this.unchanged}}
                />${this.text("difference.unchanged")}</label
              >`:y}
    </div>`}onTabKey(t){t.key!=="ArrowLeft"&&t.key!=="ArrowRight"||(this.tab=this.tab==="changes"?"compare":"changes",this.updateComplete.then(()=>{this.renderRoot.querySelector(`#tab-${this.tab}`)?.focus()}))}changes(){let{before:t,after:e,sequences:i}=this.detail??{before:null,after:null},n=G(t,e,i),o=F(n,this.search,this.unchanged,this.context.words.label);return d`<div id="panel" role="tabpanel" aria-labelledby="tab-changes">
      ${o.length?o.map(a=>this.row(a)):d`<p class="note">
              ${this.text(this.search?"difference.none_found":"difference.none")}
            </p>`}
    </div>`}row(t){let e=a=>this.context.words.value(t.path,a),i=t.known?this.context.words.label(t.path):d`<code>${t.path}</code>`,n=this.reasonOf(t),o=this.detail?.sequences?.[t.path];return o?.count?d`<div class="row changed">
        <div class="label">${i}</div>
        ${X(this.context,o,this.detail?.names??{})}
        ${n?d`<div class="why">${n}</div>`:y}
      </div>`:d`<div class="row ${t.change}">
      <div class="label">${i}</div>
      ${t.change==="unchanged"?d`<div class="same">${e(t.after??t.before)}</div>`:d`${this.side("before",t.before,e)}${this.side("after",t.after,e)}`}
      ${n?d`<div class="why">${n}</div>`:y}
    </div>`}side(t,e,i){let n=$(e)?"none":t==="before"?"minus":"plus";return d`<div class=${n}>
      <span class="only-heard">${this.text(`difference.${t}`)}</span>${i(e)}
    </div>`}reasonOf(t){let e=t.path.split(".")[0],i=this.record.edits.find(a=>a.field===e);if(i)return this.context.say.why(i);let n=t.change!=="unchanged"&&this.record.edits.length>0,o=this.record.deleted||this.record.more_edits>0;return n&&!o?this.text("difference.by_service"):""}compare(t){let e=(i,n)=>d`<div class="side">
        <div class="small quiet">
          ${this.text(`difference.${i}`)} ·
          ${n?this.text("difference.fields",{count:Object.keys(n).length}):this.text(this.context.profile.kind==="music"?"difference.no_playlist":"difference.nothing_there")}
        </div>
        ${n?d`<pre tabindex="0">${JSON.stringify(Z(n,t.names??{}),null,2)}</pre>`:y}
      </div>`;return d`<div id="panel" class="sides" role="tabpanel" aria-labelledby="tab-compare">
      ${e("before",t.before)}${e("after",t.after)}
    </div>`}pager(t){let e=[...Object.values(t.lengths.before),...Object.values(t.lengths.after),...Object.values(t.sequences??{}).map(({count:o})=>o)],i=Math.max(0,...e);if(i<=R)return y;let n=Math.min(i,this.offset+R);return d`<div class="bar end">
      <button
        class="link"
        aria-label=${this.text("acts.previous")}
        ?disabled=${this.offset===0}
        @click=${()=>this.load(Math.max(0,this.offset-R))}
      >
        <span class="arrow" aria-hidden="true">‹</span>
      </button>
      <span class="small quiet"
        >${this.text("difference.page",{first:this.offset+1,last:n,total:i})}</span
      >
      <button
        class="link"
        aria-label=${this.text("acts.next")}
        ?disabled=${n>=i}
        @click=${()=>this.load(this.offset+R)}
      >
        <span class="arrow" aria-hidden="true">›</span>
      </button>
    </div>`}copying(t){let e=(i,n)=>d`<button
        class="link small"
        ?disabled=${n===null}
        @click=${async()=>{let o=await Q(JSON.stringify(n,null,2),this.renderRoot);this.tell("toast",{message:this.text(o?"difference.copied":"difference.not_copied")})}}
      >
        ${this.text(`acts.copy_${i}`)}
      </button>`;return d`<div class="bar end">
      ${e("before",t.before)}${e("after",t.after)}
    </div>`}};b([E({attribute:!1})],f.prototype,"record",2),b([E({attribute:!1})],f.prototype,"given",2),b([w()],f.prototype,"detail",2),b([w()],f.prototype,"error",2),b([w()],f.prototype,"tab",2),b([w()],f.prototype,"search",2),b([w()],f.prototype,"unchanged",2),b([w()],f.prototype,"offset",2);var tt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},et=r=>(...s)=>({_$litDirective$:r,values:s}),T=class{constructor(s){}get _$AU(){return this._$AM._$AU}_$AT(s,t,e){this._$Ct=s,this._$AM=t,this._$Ci=e}_$AS(s,t){return this.update(s,t)}update(s,t){return this.render(...t)}};var{I:ht}=H,it=r=>r;var nt=()=>document.createComment(""),k=(r,s,t)=>{let e=r._$AA.parentNode,i=s===void 0?r._$AB:s._$AA;if(t===void 0){let n=e.insertBefore(nt(),i),o=e.insertBefore(nt(),i);t=new ht(n,o,r,r.options)}else{let n=t._$AB.nextSibling,o=t._$AM,a=o!==r;if(a){let l;t._$AQ?.(r),t._$AM=r,t._$AP!==void 0&&(l=r._$AU)!==o._$AU&&t._$AP(l)}if(n!==i||a){let l=t._$AA;for(;l!==n;){let h=it(l).nextSibling;it(e).insertBefore(l,i),l=h}}}return t},v=(r,s,t=r)=>(r._$AI(s,t),r),mt={},st=(r,s=mt)=>r._$AH=s,rt=r=>r._$AH,A=r=>{r._$AR(),r._$AA.remove()};var ot=(r,s,t)=>{let e=new Map;for(let i=s;i<=t;i++)e.set(r[i],i);return e},zt=et(class extends T{constructor(r){if(super(r),r.type!==tt.CHILD)throw Error("repeat() can only be used in text expressions")}dt(r,s,t){let e;t===void 0?t=s:s!==void 0&&(e=s);let i=[],n=[],o=0;for(let a of r)i[o]=e?e(a,o):o,n[o]=t(a,o),o++;return{values:n,keys:i}}render(r,s,t){return this.dt(r,s,t).values}update(r,[s,t,e]){let i=rt(r),{values:n,keys:o}=this.dt(s,t,e);if(!Array.isArray(i))return this.ut=o,n;let a=this.ut??=[],l=[],h,g,c=0,u=i.length-1,p=0,m=n.length-1;for(;c<=u&&p<=m;)if(i[c]===null)c++;else if(i[u]===null)u--;else if(a[c]===o[p])l[p]=v(i[c],n[p]),c++,p++;else if(a[u]===o[m])l[m]=v(i[u],n[m]),u--,m--;else if(a[c]===o[m])l[m]=v(i[c],n[m]),k(r,l[m+1],i[c]),c++,m--;else if(a[u]===o[p])l[p]=v(i[u],n[p]),k(r,i[c],i[u]),u--,p++;else if(h===void 0&&(h=ot(o,p,m),g=ot(a,c,u)),h.has(a[c]))if(h.has(a[u])){let x=g.get(o[p]),P=x!==void 0?i[x]:null;if(P===null){let L=k(r,i[c]);v(L,n[p]),l[p]=L}else l[p]=v(P,n[p]),k(r,i[c],P),i[x]=null;p++}else A(i[u]),u--;else A(i[c]),c++;for(;p<=m;){let x=k(r,l[m+1]);v(x,n[p]),l[p++]=x}for(;c<=u;){let x=i[c++];x!==null&&A(x)}return this.ut=o,st(r,l),N}});var Qt=_`
  :host {
    display: block;
    container-type: inline-size;
  }
  header {
    display: grid;
    grid-template: "name buttons" auto "summary buttons" auto / minmax(0, 1fr) auto;
    gap: 0 12px;
    align-items: center;
    padding: 14px 16px 12px;
  }
  .names {
    grid-area: name;
    min-width: 0;
  }
  .summary {
    grid-area: summary;
    text-wrap: pretty;
  }
  h2 {
    font-size: 18px;
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.3;
  }
  .switch {
    position: relative;
    display: inline-flex;
    align-items: center;
    max-width: 100%;
  }
  .switch select {
    max-width: 100%;
    margin: -4px 0 -4px -6px;
    margin-inline: -6px 0;
    padding: 4px 26px 4px 6px;
    padding-inline: 6px 26px;
    border: 0;
    border-radius: 8px;
    background: none;
    font: inherit;
    text-overflow: ellipsis;
    appearance: none;
    cursor: pointer;
  }
  .switch option {
    background: var(--paper);
    color: var(--ink);
  }
  .switch ha-icon {
    position: absolute;
    inset-inline-end: 2px;
    pointer-events: none;
    color: var(--quiet);
  }
  .buttons {
    grid-area: buttons;
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .buttons .icon:last-of-type {
    margin-inline: -6px;
  }
  .search {
    padding: 0 16px 12px;
  }
  .narrow {
    display: none;
  }
  @container (max-width: 520px) {
    header {
      grid-template: "name buttons" auto "summary summary" auto / minmax(0, 1fr) auto;
      row-gap: 2px;
      padding-top: 10px;
    }
    .wide {
      display: none;
    }
    .narrow {
      display: block;
    }
    .buttons {
      gap: 2px;
    }
    .buttons .filled {
      margin-inline-end: 4px;
    }
  }
`;var M=4,J=8,ft=42;function Zt(r,s){if(!r)return;let{top:t,bottom:e,left:i,right:n}=s.getBoundingClientRect(),o=r.childElementCount,a=e+M+o*ft+J<=window.innerHeight,l=getComputedStyle(s).direction==="rtl",{style:h}=r;h.top=a?`${e+M}px`:"auto",h.bottom=a?"auto":`${window.innerHeight-t+M}px`,h.left=l?`${Math.max(J,i)}px`:"auto",h.right=l?"auto":`${Math.max(J,window.innerWidth-n)}px`}var te=_`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 6px 0;
    min-width: 180px;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 6px 24px rgba(0, 0, 0, 0.25);
  }
  .item {
    display: block;
    width: 100%;
    min-height: 40px;
    padding: 9px 16px;
    border: 0;
    border-radius: 0;
    color: var(--ink);
    text-align: start;
  }
  a.item:hover {
    background: var(--wash);
    text-decoration: none;
  }
  .item:focus-visible {
    outline-offset: -2px;
  }
`;var gt="changed_since",xt=6,C=class extends W{async undoRun(s){let t=(s.counts.synced??0)+(s.counts.deleted??0),e=this.context().formats.moment(s.started_at),{confirmed:i}=await this.dialogs().confirm.ask({title:this.text("confirm.undo_run_title"),texts:[this.text("confirm.undo_run_text",{count:t,when:e})],confirm:this.text("acts.undo_run"),danger:!0});return i?this.guarded(async()=>{let n=await this.#t("undo",{run_id:s.run});return n&&this.#e("toast.undone_run","redo",n),n!==null}):!1}async undo(s){let{title:t}=s,{permissions:e,say:i}=this.context(),{confirmed:n,option:o}=await this.dialogs().confirm.ask({title:this.text("confirm.undo_title"),texts:[s.created?this.text("confirm.undo_created",{title:t}):this.text("confirm.undo_text",{title:t,changes:i.line(s)})],confirm:this.text("acts.undo"),danger:s.created,...e.may("pin")?{option:this.text("acts.undo_pin")}:{}});if(!n)return;let a=await this.#t("undo",{record_ids:[s.record],...o?{pin:!0}:{}});a&&this.#e("toast.undone","redo",a,t)}async redo(s){let{title:t}=s,e=this.context().say.line(s),{confirmed:i}=await this.dialogs().confirm.ask({title:this.text("confirm.redo_title"),texts:[this.text("confirm.redo_text",{title:t,changes:e})],confirm:this.text("acts.redo")});if(!i)return;let n=await this.#t("redo",{record_ids:[s.record]});n&&this.#e("toast.redone","undo",n,t)}async#t(s,t){let{api:e}=this.context(),i=null,n=[];try{if(i=await e.act(s,t),n=i.conflicts??[],!n.length)return i}catch(a){if(a.translation_key!==gt)throw a;s==="undo"&&(n=await this.#i(t))}let{confirmed:o}=await this.dialogs().confirm.ask({title:this.text("confirm.conflict_title"),texts:[this.text("confirm.conflict_text"),...this.#n(n)],confirm:this.text("confirm.overwrite"),danger:!0});return o?e.act(s,{...t,confirm_conflicts:!0}):i}async#i(s){let t={...s,dry_run:!0};return(await this.context().api.act("undo",t)).conflicts??[]}#n(s){let{say:t}=this.context(),e=s.slice(0,xt).map(({title:n,fields:o})=>{let a=t.changes(o.map(({field:l,there:h,wanted:g})=>({field:l,kind:"set",before:h,after:g})));return a?this.text("confirm.redo_text",{title:n,changes:a}):n}),i=s.length-e.length;return i>0?[...e,this.text("pieces.more",{count:i})]:e}#e(s,t,e,i=""){let n=e.records??[],o=e.skipped?.length??0,a=[this.text(s,{title:i}),o?this.text("toast.left",{count:o}):""];this.toast({message:a.filter(Boolean).join(" \xB7 "),...n.length?this.way(t,{record_ids:n}):{}})}};var at=class extends C{constructor(t,e,i,n){super(t,e,i);this.busy=n}async perform({act:t,record:e}){let i={undo:n=>this.undo(n),redo:n=>this.redo(n),retry:this.#t,ignore:this.#i,choose:this.#n,delete:this.#e,pin:this.#s};await this.guarded(async()=>{this.busy(e.record,!0);try{await i[t]?.(e)}finally{this.busy(e.record,!1)}})}async sync(t){await this.guarded(async()=>{let e=await this.context().api.act("sync",{kind:t});this.toast({message:this.text(e.queued?"toast.queued":"toast.sync")})})}async stop(){await this.guarded(()=>this.context().api.act("stop"))}async applyPlan(t){let{changes:e,deleted:i}=t.counts,{confirmed:n}=await this.dialogs().confirm.ask({title:this.text("plan.apply_title"),texts:[this.text("plan.apply_text",{count:e}),i?this.text("plan.apply_deletes",{count:i}):""],confirm:this.text("acts.apply"),danger:i>0});n&&await this.guarded(async()=>{let o=await this.context().api.act("apply_plan"),a=(o.counts?.synced??0)+(o.counts?.deleted??0),l=o.changed_since?.length??0,h=[this.text("plan.applied",{count:a})];l&&h.push(this.text("plan.changed_since",{count:l}));let{run:g}=o;this.toast({message:h.join(" \xB7 "),...g?this.way("undo",{run_id:g}):{}})})}async discardPlan(){let{confirmed:t}=await this.dialogs().confirm.ask({title:this.text("plan.discard_title"),texts:[this.text("plan.discard_text")],confirm:this.text("acts.discard")});t&&await this.guarded(async()=>{await this.context().api.act("discard_plan"),this.toast({message:this.text("plan.discarded")})})}#t=async t=>{this.toast({message:this.text("toast.retry",{title:t.title})}),await this.context().api.act("retry",{record_ids:[t.record]})};#i=async t=>{let{title:e}=t,{confirmed:i}=await this.dialogs().confirm.ask({title:this.text("confirm.ignore_title"),texts:[this.text("confirm.ignore_text",{title:e})],confirm:this.text("acts.ignore")});i&&(await this.context().api.act("ignore",{record:t.record}),this.toast({message:this.text("toast.ignored",{title:e})}))};#n=async t=>{let e=await this.dialogs().choose.ask(t);if(!e)return;let{api:i,permissions:n}=this.context(),o=t.subjects[0]?.key;await i.act("set_mapping",{subject:o,anilist_id:e.id}),this.toast({message:this.text("toast.chosen",{title:e.title}),...this.way("remove_mapping",{subject:o})}),n.may("retry")&&await i.act("retry",{record_ids:[t.record]})};#e=async t=>{let{title:e}=t,i=t.problem!==null,{confirmed:n,option:o}=await this.dialogs().confirm.ask({title:this.text("confirm.delete_title"),texts:[this.text(i?"confirm.delete_problem_text":"confirm.delete_text",{title:e})],confirm:this.text("confirm.delete"),danger:!0,...i?{option:this.text("confirm.delete_ignore")}:{}});n&&(await this.context().api.act("delete_history",{record_ids:[t.record],...o?{ignore:!0}:{}}),this.toast({message:this.text("toast.removed")}))};#s=async t=>{t.target&&await this.dialogs().pins.showOne(t.target,t.title)}};export{f as a,zt as b,Qt as c,Zt as d,te as e,at as f};
