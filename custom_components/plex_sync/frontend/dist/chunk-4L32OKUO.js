import{a as et,c as rt}from"./chunk-UGMLWQPL.js";var N=globalThis,O=N.ShadowRoot&&(N.ShadyCSS===void 0||N.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,V=Symbol(),it=new WeakMap,E=class{constructor(t,e,r){if(this._$cssResult$=!0,r!==V)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(O&&t===void 0){let r=e!==void 0&&e.length===1;r&&(t=it.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&it.set(e,t))}return t}toString(){return this.cssText}},st=s=>new E(typeof s=="string"?s:s+"",void 0,V),C=(s,...t)=>{let e=s.length===1?s[0]:t.reduce((r,i,n)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+s[n+1],s[0]);return new E(e,s,V)},nt=(s,t)=>{if(O)s.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let r=document.createElement("style"),i=N.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=e.cssText,s.appendChild(r)}},W=O?s=>s:s=>s instanceof CSSStyleSheet?(t=>{let e="";for(let r of t.cssRules)e+=r.cssText;return st(e)})(s):s;var{is:St,defineProperty:Et,getOwnPropertyDescriptor:Ct,getOwnPropertyNames:Pt,getOwnPropertySymbols:Tt,getPrototypeOf:Ut}=Object,H=globalThis,ot=H.trustedTypes,kt=ot?ot.emptyScript:"",Mt=H.reactiveElementPolyfillSupport,P=(s,t)=>s,T={toAttribute(s,t){switch(t){case Boolean:s=s?kt:null;break;case Object:case Array:s=s==null?s:JSON.stringify(s)}return s},fromAttribute(s,t){let e=s;switch(t){case Boolean:e=s!==null;break;case Number:e=s===null?null:Number(s);break;case Object:case Array:try{e=JSON.parse(s)}catch{e=null}}return e}},L=(s,t)=>!St(s,t),at={attribute:!0,type:String,converter:T,reflect:!1,useDefault:!1,hasChanged:L};Symbol.metadata??=Symbol("metadata"),H.litPropertyMetadata??=new WeakMap;var m=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=at){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(t,r,e);i!==void 0&&Et(this.prototype,t,i)}}static getPropertyDescriptor(t,e,r){let{get:i,set:n}=Ct(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let l=i?.call(this);n?.call(this,o),this.requestUpdate(t,l,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??at}static _$Ei(){if(this.hasOwnProperty(P("elementProperties")))return;let t=Ut(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(P("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(P("properties"))){let e=this.properties,r=[...Pt(e),...Tt(e)];for(let i of r)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[r,i]of e)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[e,r]of this.elementProperties){let i=this._$Eu(e,r);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let i of r)e.unshift(W(i))}else t!==void 0&&e.push(W(t));return e}static _$Eu(t,e){let r=e.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let r of e.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return nt(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,r){this._$AK(t,r)}_$ET(t,e){let r=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,r);if(i!==void 0&&r.reflect===!0){let n=(r.converter?.toAttribute!==void 0?r.converter:T).toAttribute(e,r.type);this._$Em=t,n==null?this.removeAttribute(i):this.setAttribute(i,n),this._$Em=null}}_$AK(t,e){let r=this.constructor,i=r._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let n=r.getPropertyOptions(i),o=typeof n.converter=="function"?{fromAttribute:n.converter}:n.converter?.fromAttribute!==void 0?n.converter:T;this._$Em=i;let l=o.fromAttribute(e,n.type);this[i]=l??this._$Ej?.get(i)??l,this._$Em=null}}requestUpdate(t,e,r,i=!1,n){if(t!==void 0){let o=this.constructor;if(i===!1&&(n=this[t]),r??=o.getPropertyOptions(t),!((r.hasChanged??L)(n,e)||r.useDefault&&r.reflect&&n===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,r))))return;this.C(t,e,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:r,reflect:i,wrapped:n},o){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),n!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,n]of this._$Ep)this[i]=n;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,n]of r){let{wrapped:o}=n,l=this[i];o!==!0||this._$AL.has(i)||l===void 0||this.C(i,void 0,n,l)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(e)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};m.elementStyles=[],m.shadowRootOptions={mode:"open"},m[P("elementProperties")]=new Map,m[P("finalized")]=new Map,Mt?.({ReactiveElement:m}),(H.reactiveElementVersions??=[]).push("2.1.2");var K=globalThis,lt=s=>s,I=K.trustedTypes,ht=I?I.createPolicy("lit-html",{createHTML:s=>s}):void 0,J="$lit$",f=`lit$${Math.random().toFixed(9).slice(2)}$`,Y="?"+f,Dt=`<${Y}>`,_=document,k=()=>_.createComment(""),M=s=>s===null||typeof s!="object"&&typeof s!="function",G=Array.isArray,ft=s=>G(s)||typeof s?.[Symbol.iterator]=="function",Z=`[ 	
\f\r]`,U=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ct=/-->/g,dt=/>/g,y=RegExp(`>|${Z}(?:([^\\s"'>=/]+)(${Z}*=${Z}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),pt=/'/g,ut=/"/g,gt=/^(?:script|style|textarea|title)$/i,X=s=>(t,...e)=>({_$litType$:s,strings:t,values:e}),Ft=X(1),Bt=X(2),Vt=X(3),b=Symbol.for("lit-noChange"),d=Symbol.for("lit-nothing"),mt=new WeakMap,$=_.createTreeWalker(_,129);function yt(s,t){if(!G(s)||!s.hasOwnProperty("raw"))throw Error("invalid template strings array");return ht!==void 0?ht.createHTML(t):t}var $t=(s,t)=>{let e=s.length-1,r=[],i,n=t===2?"<svg>":t===3?"<math>":"",o=U;for(let l=0;l<e;l++){let a=s[l],c,p,h=-1,u=0;for(;u<a.length&&(o.lastIndex=u,p=o.exec(a),p!==null);)u=o.lastIndex,o===U?p[1]==="!--"?o=ct:p[1]!==void 0?o=dt:p[2]!==void 0?(gt.test(p[2])&&(i=RegExp("</"+p[2],"g")),o=y):p[3]!==void 0&&(o=y):o===y?p[0]===">"?(o=i??U,h=-1):p[1]===void 0?h=-2:(h=o.lastIndex-p[2].length,c=p[1],o=p[3]===void 0?y:p[3]==='"'?ut:pt):o===ut||o===pt?o=y:o===ct||o===dt?o=U:(o=y,i=void 0);let g=o===y&&s[l+1].startsWith("/>")?" ":"";n+=o===U?a+Dt:h>=0?(r.push(c),a.slice(0,h)+J+a.slice(h)+f+g):a+f+(h===-2?l:g)}return[yt(s,n+(s[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},D=class s{constructor({strings:t,_$litType$:e},r){let i;this.parts=[];let n=0,o=0,l=t.length-1,a=this.parts,[c,p]=$t(t,e);if(this.el=s.createElement(c,r),$.currentNode=this.el.content,e===2||e===3){let h=this.el.content.firstChild;h.replaceWith(...h.childNodes)}for(;(i=$.nextNode())!==null&&a.length<l;){if(i.nodeType===1){if(i.hasAttributes())for(let h of i.getAttributeNames())if(h.endsWith(J)){let u=p[o++],g=i.getAttribute(h).split(f),R=/([.?@])?(.*)/.exec(u);a.push({type:1,index:n,name:R[2],strings:g,ctor:R[1]==="."?z:R[1]==="?"?j:R[1]==="@"?F:x}),i.removeAttribute(h)}else h.startsWith(f)&&(a.push({type:6,index:n}),i.removeAttribute(h));if(gt.test(i.tagName)){let h=i.textContent.split(f),u=h.length-1;if(u>0){i.textContent=I?I.emptyScript:"";for(let g=0;g<u;g++)i.append(h[g],k()),$.nextNode(),a.push({type:2,index:++n});i.append(h[u],k())}}}else if(i.nodeType===8)if(i.data===Y)a.push({type:2,index:n});else{let h=-1;for(;(h=i.data.indexOf(f,h+1))!==-1;)a.push({type:7,index:n}),h+=f.length-1}n++}}static createElement(t,e){let r=_.createElement("template");return r.innerHTML=t,r}};function v(s,t,e=s,r){if(t===b)return t;let i=r!==void 0?e._$Co?.[r]:e._$Cl,n=M(t)?void 0:t._$litDirective$;return i?.constructor!==n&&(i?._$AO?.(!1),n===void 0?i=void 0:(i=new n(s),i._$AT(s,e,r)),r!==void 0?(e._$Co??=[])[r]=i:e._$Cl=i),i!==void 0&&(t=v(s,i._$AS(s,t.values),i,r)),t}var q=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:r}=this._$AD,i=(t?.creationScope??_).importNode(e,!0);$.currentNode=i;let n=$.nextNode(),o=0,l=0,a=r[0];for(;a!==void 0;){if(o===a.index){let c;a.type===2?c=new w(n,n.nextSibling,this,t):a.type===1?c=new a.ctor(n,a.name,a.strings,this,t):a.type===6&&(c=new B(n,this,t)),this._$AV.push(c),a=r[++l]}o!==a?.index&&(n=$.nextNode(),o++)}return $.currentNode=_,i}p(t){let e=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,e),e+=r.strings.length-2):r._$AI(t[e])),e++}},w=class s{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,r,i){this.type=2,this._$AH=d,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=v(this,t,e),M(t)?t===d||t==null||t===""?(this._$AH!==d&&this._$AR(),this._$AH=d):t!==this._$AH&&t!==b&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ft(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==d&&M(this._$AH)?this._$AA.nextSibling.data=t:this.T(_.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:r}=t,i=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=D.createElement(yt(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(e);else{let n=new q(i,this),o=n.u(this.options);n.p(e),this.T(o),this._$AH=n}}_$AC(t){let e=mt.get(t.strings);return e===void 0&&mt.set(t.strings,e=new D(t)),e}k(t){G(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,r,i=0;for(let n of t)i===e.length?e.push(r=new s(this.O(k()),this.O(k()),this,this.options)):r=e[i],r._$AI(n),i++;i<e.length&&(this._$AR(r&&r._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let r=lt(t).nextSibling;lt(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},x=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,r,i,n){this.type=1,this._$AH=d,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=n,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=d}_$AI(t,e=this,r,i){let n=this.strings,o=!1;if(n===void 0)t=v(this,t,e,0),o=!M(t)||t!==this._$AH&&t!==b,o&&(this._$AH=t);else{let l=t,a,c;for(t=n[0],a=0;a<n.length-1;a++)c=v(this,l[r+a],e,a),c===b&&(c=this._$AH[a]),o||=!M(c)||c!==this._$AH[a],c===d?t=d:t!==d&&(t+=(c??"")+n[a+1]),this._$AH[a]=c}o&&!i&&this.j(t)}j(t){t===d?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},z=class extends x{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===d?void 0:t}},j=class extends x{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==d)}},F=class extends x{constructor(t,e,r,i,n){super(t,e,r,i,n),this.type=5}_$AI(t,e=this){if((t=v(this,t,e,0)??d)===b)return;let r=this._$AH,i=t===d&&r!==d||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,n=t!==d&&(r===d||i);i&&this.element.removeEventListener(this.name,this,r),n&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},B=class{constructor(t,e,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){v(this,t)}},Wt={M:J,P:f,A:Y,C:1,L:$t,R:q,D:ft,V:v,I:w,H:x,N:j,U:F,B:z,F:B},Rt=K.litHtmlPolyfillSupport;Rt?.(D,w),(K.litHtmlVersions??=[]).push("3.3.3");var _t=(s,t,e)=>{let r=e?.renderBefore??t,i=r._$litPart$;if(i===void 0){let n=e?.renderBefore??null;r._$litPart$=i=new w(t.insertBefore(k(),n),n,void 0,e??{})}return i._$AI(s),i};var Q=globalThis,S=class extends m{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=_t(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};S._$litElement$=!0,S.finalized=!0,Q.litElementHydrateSupport?.({LitElement:S});var Nt=Q.litElementPolyfillSupport;Nt?.({LitElement:S});(Q.litElementVersions??=[]).push("4.2.2");var Ot={attribute:!0,type:String,converter:T,reflect:!1,hasChanged:L},Ht=(s=Ot,t,e)=>{let{kind:r,metadata:i}=e,n=globalThis.litPropertyMetadata.get(i);if(n===void 0&&globalThis.litPropertyMetadata.set(i,n=new Map),r==="setter"&&((s=Object.create(s)).wrapped=!0),n.set(e.name,s),r==="accessor"){let{name:o}=e;return{set(l){let a=t.get.call(this);t.set.call(this,l),this.requestUpdate(o,a,s,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,s,l),l}}}if(r==="setter"){let{name:o}=e;return function(l){let a=this[o];t.call(this,l),this.requestUpdate(o,a,s,!0,l)}}throw Error("Unsupported decorator location: "+r)};function bt(s){return(t,e)=>typeof e=="object"?Ht(s,t,e):((r,i,n)=>{let o=i.hasOwnProperty(n);return i.constructor.createProperty(n,r),o?Object.getOwnPropertyDescriptor(i,n):void 0})(s,t,e)}function le(s){return bt({...s,state:!0,attribute:!1})}var A=(s,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(s,t,e),e);function pe(s,t){return(e,r,i)=>{let n=o=>o.renderRoot?.querySelector(s)??null;if(t){let{get:o,set:l}=typeof r=="object"?e:i??(()=>{let a=Symbol();return{get(){return this[a]},set(c){this[a]=c}}})();return A(e,r,{get(){let a=o.call(this);return a===void 0&&(a=n(this),(a!==null||this.hasUpdated)&&l.call(this,a)),a}})}return A(e,r,{get(){return n(this)}})}}var Lt={comma_decimal:"en-US",decimal_comma:"de",space_comma:"fr",quote_decimal:"de-CH"},tt=864e5,vt=6e4,xt=36e5,At=class{constructor(t,e=Date.now,r=t.locale.language){this.#o=new Map;this.number=(t,e=1)=>{let r=this.#t.number_format??"language",i=`n${e}`;return this.#l(i,()=>new Intl.NumberFormat(this.#c(r),{maximumFractionDigits:e,useGrouping:r!=="none"})).format(t)};this.partialDay=t=>{let[e,r,i]=t.split("-").map(Number);if(!e)return t;if(!r)return String(e);let n=new Date(Date.UTC(e,r-1,i??1));return i?this.#a(n,"UTC"):this.#r("ym",{year:"numeric",month:"short",timeZone:"UTC"}).format(n)};this.day=t=>this.#a(new Date(t),this.#i);this.time=t=>{let e=this.#t.time_format,r=e==="12"?!0:e==="24"?!1:void 0;return this.#r("t",{hour:"numeric",minute:"2-digit",...r===void 0?{}:{hour12:r},timeZone:this.#i}).format(new Date(t))};this.moment=t=>{let e=new Date(t);return`${this.dayName(e)} ${this.time(e)}`};this.dayName=t=>{let e=this.#n(new Date(t))-this.#n(new Date(this.#s()));return Math.abs(e)>1?this.day(new Date(t)):new Intl.RelativeTimeFormat(this.#e,{numeric:"auto"}).format(e,"day")};this.relative=t=>{let e=new Date(t).getTime()-this.#s(),r=new Intl.RelativeTimeFormat(this.#e,{numeric:"auto"}),i=Math.abs(e);return i<vt?r.format(Math.round(e/1e3),"second"):i<xt?r.format(Math.round(e/vt),"minute"):i<tt?r.format(Math.round(e/xt),"hour"):r.format(Math.round(e/tt),"day")};this.duration=t=>{let e=(n,o,l=0)=>new Intl.NumberFormat(this.#e,{style:"unit",unit:o,unitDisplay:"narrow",maximumFractionDigits:l}).format(n);if(t<10)return e(t,"second",1);if(t<60)return e(Math.round(t),"second");let r=Math.floor(t/60);if(r>=60)return`${e(Math.floor(r/60),"hour")} ${e(r%60,"minute")}`;let i=Math.round(t%60);return i?`${e(r,"minute")} ${e(i,"second")}`:e(r,"minute")};this.size=t=>{let e=["byte","kilobyte","megabyte","gigabyte"],r=Math.min(e.length-1,Math.max(0,Math.floor(Math.log10(Math.max(1,t))/3))),i=t/1e3**r;return new Intl.NumberFormat(this.#e,{style:"unit",unit:e[r],unitDisplay:r?"short":"long",maximumFractionDigits:i<10&&r?1:0}).format(i)};this.list=t=>new Intl.ListFormat(this.#e,{type:"conjunction"}).format(t);this.dayKey=t=>String(this.#n(new Date(t)));this.#t=t.locale,this.#e=r,this.#i=t.locale.time_zone==="server"?t.config.time_zone:void 0,this.#s=e}#t;#e;#i;#s;#o;#a(t,e){let r=this.#t.date_format??"language";if(r==="language"||r==="system")return this.#r(`d${e??""}`,{dateStyle:"medium",timeZone:e}).format(t);let i=this.#r(`p${e??""}`,{year:"numeric",month:"short",day:"numeric",timeZone:e}).formatToParts(t),n=l=>i.find(a=>a.type===l)?.value??"",o={D:"day",M:"month",Y:"year"};return Array.from(r,l=>n(o[l]??"")).join(" ")}#n(t){let e=this.#r("key",{year:"numeric",month:"numeric",day:"numeric",timeZone:this.#i}).formatToParts(t),r=i=>Number(e.find(n=>n.type===i)?.value.replace(/\D/g,""));return Date.UTC(r("year"),r("month")-1,r("day"))/tt}#r(t,e){let r=t==="key"?"en-US":this.#h(t==="t");return this.#l(`d:${t}`,()=>new Intl.DateTimeFormat(r,e))}#h(t){if(this.#t.date_format!=="system")return t?this.#t.language:this.#e}#c(t){if(t!=="system")return Lt[t]??this.#t.language}#l(t,e){let r=this.#o.get(t);return r||this.#o.set(t,r=e()),r}};function Re(s){return["ar","fa","he","ur"].includes(s.split("-")[0]??"")}var He=C`
  :host {
    --ink: var(--primary-text-color, #141414);
    --quiet: var(--secondary-text-color, #5e5e5e);
    --line: var(--divider-color, rgba(127, 127, 127, 0.25));
    --paper: var(--ha-card-background, var(--card-background-color, #fff));
    --accent: var(--primary-color, #009ac7);
    --on-accent: var(--text-primary-color, #fff);
    --good: color-mix(in srgb, var(--success-color, #43a047) 78%, var(--ink));
    --bad: color-mix(in srgb, var(--error-color, #db4437) 88%, var(--ink));
    --warn: color-mix(in srgb, var(--warning-color, #ffa600) 62%, var(--ink));
    --back: color-mix(in srgb, var(--info-color, #039be5) 82%, var(--ink));
    --link: color-mix(in srgb, var(--accent) 78%, var(--ink));
    --wash: color-mix(in srgb, var(--ink) 4%, transparent);
    --round: 10px;
    --small: var(--ha-font-size-s, 12px);
    --normal: var(--ha-font-size-m, 14px);
    color: var(--ink);
    font-size: var(--normal);
    line-height: 1.45;
  }
  /* What is not translated reads as it is written, on a page of the other direction. */
  :host(:dir(rtl)) {
    text-align: right;
  }
  :host(:dir(rtl)) * {
    unicode-bidi: plaintext;
  }
  .arrow {
    display: inline-block;
  }
  :host(:dir(rtl)) .arrow {
    transform: scaleX(-1);
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .small {
    font-size: var(--small);
  }
  .quiet {
    color: var(--quiet);
  }
  .one-line {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .only-heard {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a {
    color: var(--link);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .good {
    --tone: var(--good);
  }
  .bad {
    --tone: var(--bad);
  }
  .warn {
    --tone: var(--warn);
  }
  .back {
    --tone: var(--back);
  }
  .gone {
    --tone: var(--quiet);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`,Le=C`
  button,
  select,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: 18px;
    background: none;
    cursor: pointer;
    white-space: nowrap;
  }
  button:hover:not(:disabled) {
    background: var(--wash);
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  button.filled {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  button.filled:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }
  button.danger {
    border-color: transparent;
    background: var(--error-color, #db4437);
    color: #fff;
  }
  button.link {
    min-height: 32px;
    padding: 4px 8px;
    border: 0;
    border-radius: 8px;
    color: var(--link);
  }
  button.icon {
    display: inline-grid;
    flex: none;
    place-items: center;
    width: 36px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    color: var(--quiet);
    --mdc-icon-size: 22px;
  }
  button.icon[aria-expanded="true"] {
    background: var(--wash);
    color: var(--ink);
  }
  input[type="text"],
  input[type="search"] {
    width: 100%;
    min-width: 0;
    min-height: 36px;
    padding: 6px 14px;
    border: 1px solid var(--line);
    border-radius: 18px;
    background: none;
  }
  input::-webkit-search-cancel-button {
    filter: grayscale(1);
    opacity: 0.6;
    cursor: pointer;
  }
  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }
  input[type="checkbox"] {
    width: 16px;
    height: 16px;
    margin: 0;
    accent-color: var(--accent);
  }
  label.check {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 32px;
    cursor: pointer;
  }
  @media (pointer: coarse) {
    button.link {
      min-height: 40px;
    }
    button.icon {
      width: 40px;
      min-height: 40px;
    }
  }
`,Ie=C`
  dialog {
    width: min(560px, calc(100vw - 32px));
    max-height: min(720px, calc(100dvh - 48px));
    margin: auto;
    padding: 0;
    border: 0;
    border-radius: 20px;
    background: var(--paper);
    color: var(--ink);
    box-shadow: 0 12px 48px rgba(0, 0, 0, 0.35);
    overflow: hidden;
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.45);
  }
  dialog h2 {
    padding: 20px 24px 4px;
    font-size: 18px;
    font-weight: 500;
    line-height: 1.3;
  }
  dialog .body {
    flex: 1 1 auto;
    min-height: 0;
    padding: 8px 24px 16px;
    overflow-y: auto;
    overflow-wrap: anywhere;
  }
  dialog .feet {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    padding: 12px 24px 20px;
  }
  @media (max-width: 480px) {
    dialog h2,
    dialog .body,
    dialog .feet {
      padding-inline: 18px;
    }
  }
`;var wt=class{constructor(t){this.host=t;t.addController(this)}#t="";#e;hostUpdate(){let{language:t}=this.host.hass.locale;t!==this.#t&&(this.#t=t,this.#e=void 0,rt(t).then(e=>{t===this.#t&&(this.texts=e,this.#e=void 0,this.host.requestUpdate())}))}get localizer(){let{language:t}=this.host.hass.locale;return this.#e??=new et(t,this.texts)}};export{C as a,Ft as b,b as c,d,Wt as e,S as f,bt as g,le as h,pe as i,At as j,Re as k,He as l,Le as m,Ie as n,wt as o};
