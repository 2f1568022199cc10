import{b as oe}from"./chunk-WVRBR6QI.js";import{a as gt,b as ae}from"./chunk-6SADIURP.js";import{a as c}from"./chunk-JFKSI6I7.js";var yt=globalThis,xt=yt.ShadowRoot&&(yt.ShadyCSS===void 0||yt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Lt=Symbol(),le=new WeakMap,lt=class{constructor(e,t,i){if(this._$cssResult$=!0,i!==Lt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(xt&&e===void 0){let i=t!==void 0&&t.length===1;i&&(e=le.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),i&&le.set(t,e))}return e}toString(){return this.cssText}},ce=n=>new lt(typeof n=="string"?n:n+"",void 0,Lt),g=(n,...e)=>{let t=n.length===1?n[0]:e.reduce((i,s,r)=>i+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(s)+n[r+1],n[0]);return new lt(t,n,Lt)},de=(n,e)=>{if(xt)n.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let i=document.createElement("style"),s=yt.litNonce;s!==void 0&&i.setAttribute("nonce",s),i.textContent=t.cssText,n.appendChild(i)}},Dt=xt?n=>n:n=>n instanceof CSSStyleSheet?(e=>{let t="";for(let i of e.cssRules)t+=i.cssText;return ce(t)})(n):n;var{is:ii,defineProperty:si,getOwnPropertyDescriptor:ni,getOwnPropertyNames:ri,getOwnPropertySymbols:oi,getPrototypeOf:ai}=Object,bt=globalThis,pe=bt.trustedTypes,li=pe?pe.emptyScript:"",ci=bt.reactiveElementPolyfillSupport,ct=(n,e)=>n,dt={toAttribute(n,e){switch(e){case Boolean:n=n?li:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,e){let t=n;switch(e){case Boolean:t=n!==null;break;case Number:t=n===null?null:Number(n);break;case Object:case Array:try{t=JSON.parse(n)}catch{t=null}}return t}},vt=(n,e)=>!ii(n,e),he={attribute:!0,type:String,converter:dt,reflect:!1,useDefault:!1,hasChanged:vt};Symbol.metadata??=Symbol("metadata"),bt.litPropertyMetadata??=new WeakMap;var N=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=he){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let i=Symbol(),s=this.getPropertyDescriptor(e,i,t);s!==void 0&&si(this.prototype,e,s)}}static getPropertyDescriptor(e,t,i){let{get:s,set:r}=ni(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:s,set(o){let l=s?.call(this);r?.call(this,o),this.requestUpdate(e,l,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??he}static _$Ei(){if(this.hasOwnProperty(ct("elementProperties")))return;let e=ai(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ct("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ct("properties"))){let t=this.properties,i=[...ri(t),...oi(t)];for(let s of i)this.createProperty(s,t[s])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[i,s]of t)this.elementProperties.set(i,s)}this._$Eh=new Map;for(let[t,i]of this.elementProperties){let s=this._$Eu(t,i);s!==void 0&&this._$Eh.set(s,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let i=new Set(e.flat(1/0).reverse());for(let s of i)t.unshift(Dt(s))}else e!==void 0&&t.push(Dt(e));return t}static _$Eu(e,t){let i=t.attribute;return i===!1?void 0:typeof i=="string"?i:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let i of t.keys())this.hasOwnProperty(i)&&(e.set(i,this[i]),delete this[i]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return de(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,i){this._$AK(e,i)}_$ET(e,t){let i=this.constructor.elementProperties.get(e),s=this.constructor._$Eu(e,i);if(s!==void 0&&i.reflect===!0){let r=(i.converter?.toAttribute!==void 0?i.converter:dt).toAttribute(t,i.type);this._$Em=e,r==null?this.removeAttribute(s):this.setAttribute(s,r),this._$Em=null}}_$AK(e,t){let i=this.constructor,s=i._$Eh.get(e);if(s!==void 0&&this._$Em!==s){let r=i.getPropertyOptions(s),o=typeof r.converter=="function"?{fromAttribute:r.converter}:r.converter?.fromAttribute!==void 0?r.converter:dt;this._$Em=s;let l=o.fromAttribute(t,r.type);this[s]=l??this._$Ej?.get(s)??l,this._$Em=null}}requestUpdate(e,t,i,s=!1,r){if(e!==void 0){let o=this.constructor;if(s===!1&&(r=this[e]),i??=o.getPropertyOptions(e),!((i.hasChanged??vt)(r,t)||i.useDefault&&i.reflect&&r===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,i))))return;this.C(e,t,i)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:i,reflect:s,wrapped:r},o){i&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),r!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||i||(t=void 0),this._$AL.set(e,t)),s===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[s,r]of this._$Ep)this[s]=r;this._$Ep=void 0}let i=this.constructor.elementProperties;if(i.size>0)for(let[s,r]of i){let{wrapped:o}=r,l=this[s];o!==!0||this._$AL.has(s)||l===void 0||this.C(s,void 0,r,l)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(i=>i.hostUpdate?.()),this.update(t)):this._$EM()}catch(i){throw e=!1,this._$EM(),i}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};N.elementStyles=[],N.shadowRootOptions={mode:"open"},N[ct("elementProperties")]=new Map,N[ct("finalized")]=new Map,ci?.({ReactiveElement:N}),(bt.reactiveElementVersions??=[]).push("2.1.2");var zt=globalThis,ue=n=>n,$t=zt.trustedTypes,me=$t?$t.createPolicy("lit-html",{createHTML:n=>n}):void 0,Bt="$lit$",q=`lit$${Math.random().toFixed(9).slice(2)}$`,Ft="?"+q,di=`<${Ft}>`,W=document,ht=()=>W.createComment(""),ut=n=>n===null||typeof n!="object"&&typeof n!="function",Jt=Array.isArray,ve=n=>Jt(n)||typeof n?.[Symbol.iterator]=="function",It=`[ 	
\f\r]`,pt=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,fe=/-->/g,ge=/>/g,V=RegExp(`>|${It}(?:([^\\s"'>=/]+)(${It}*=${It}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),ye=/'/g,xe=/"/g,$e=/^(?:script|style|textarea|title)$/i,Vt=n=>(e,...t)=>({_$litType$:n,strings:e,values:t}),a=Vt(1),ls=Vt(2),cs=Vt(3),H=Symbol.for("lit-noChange"),p=Symbol.for("lit-nothing"),be=new WeakMap,K=W.createTreeWalker(W,129);function we(n,e){if(!Jt(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return me!==void 0?me.createHTML(e):e}var _e=(n,e)=>{let t=n.length-1,i=[],s,r=e===2?"<svg>":e===3?"<math>":"",o=pt;for(let l=0;l<t;l++){let d=n[l],f,_,m=-1,$=0;for(;$<d.length&&(o.lastIndex=$,_=o.exec(d),_!==null);)$=o.lastIndex,o===pt?_[1]==="!--"?o=fe:_[1]!==void 0?o=ge:_[2]!==void 0?($e.test(_[2])&&(s=RegExp("</"+_[2],"g")),o=V):_[3]!==void 0&&(o=V):o===V?_[0]===">"?(o=s??pt,m=-1):_[1]===void 0?m=-2:(m=o.lastIndex-_[2].length,f=_[1],o=_[3]===void 0?V:_[3]==='"'?xe:ye):o===xe||o===ye?o=V:o===fe||o===ge?o=pt:(o=V,s=void 0);let x=o===V&&n[l+1].startsWith("/>")?" ":"";r+=o===pt?d+di:m>=0?(i.push(f),d.slice(0,m)+Bt+d.slice(m)+q+x):d+q+(m===-2?l:x)}return[we(n,r+(n[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),i]},mt=class n{constructor({strings:e,_$litType$:t},i){let s;this.parts=[];let r=0,o=0,l=e.length-1,d=this.parts,[f,_]=_e(e,t);if(this.el=n.createElement(f,i),K.currentNode=this.el.content,t===2||t===3){let m=this.el.content.firstChild;m.replaceWith(...m.childNodes)}for(;(s=K.nextNode())!==null&&d.length<l;){if(s.nodeType===1){if(s.hasAttributes())for(let m of s.getAttributeNames())if(m.endsWith(Bt)){let $=_[o++],x=s.getAttribute(m).split(q),k=/([.?@])?(.*)/.exec($);d.push({type:1,index:r,name:k[2],strings:x,ctor:k[1]==="."?_t:k[1]==="?"?kt:k[1]==="@"?Tt:Z}),s.removeAttribute(m)}else m.startsWith(q)&&(d.push({type:6,index:r}),s.removeAttribute(m));if($e.test(s.tagName)){let m=s.textContent.split(q),$=m.length-1;if($>0){s.textContent=$t?$t.emptyScript:"";for(let x=0;x<$;x++)s.append(m[x],ht()),K.nextNode(),d.push({type:2,index:++r});s.append(m[$],ht())}}}else if(s.nodeType===8)if(s.data===Ft)d.push({type:2,index:r});else{let m=-1;for(;(m=s.data.indexOf(q,m+1))!==-1;)d.push({type:7,index:r}),m+=q.length-1}r++}}static createElement(e,t){let i=W.createElement("template");return i.innerHTML=e,i}};function G(n,e,t=n,i){if(e===H)return e;let s=i!==void 0?t._$Co?.[i]:t._$Cl,r=ut(e)?void 0:e._$litDirective$;return s?.constructor!==r&&(s?._$AO?.(!1),r===void 0?s=void 0:(s=new r(n),s._$AT(n,t,i)),i!==void 0?(t._$Co??=[])[i]=s:t._$Cl=s),s!==void 0&&(e=G(n,s._$AS(n,e.values),s,i)),e}var wt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:i}=this._$AD,s=(e?.creationScope??W).importNode(t,!0);K.currentNode=s;let r=K.nextNode(),o=0,l=0,d=i[0];for(;d!==void 0;){if(o===d.index){let f;d.type===2?f=new et(r,r.nextSibling,this,e):d.type===1?f=new d.ctor(r,d.name,d.strings,this,e):d.type===6&&(f=new At(r,this,e)),this._$AV.push(f),d=i[++l]}o!==d?.index&&(r=K.nextNode(),o++)}return K.currentNode=W,s}p(e){let t=0;for(let i of this._$AV)i!==void 0&&(i.strings!==void 0?(i._$AI(e,i,t),t+=i.strings.length-2):i._$AI(e[t])),t++}},et=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,i,s){this.type=2,this._$AH=p,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=i,this.options=s,this._$Cv=s?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=G(this,e,t),ut(e)?e===p||e==null||e===""?(this._$AH!==p&&this._$AR(),this._$AH=p):e!==this._$AH&&e!==H&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):ve(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==p&&ut(this._$AH)?this._$AA.nextSibling.data=e:this.T(W.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:i}=e,s=typeof i=="number"?this._$AC(e):(i.el===void 0&&(i.el=mt.createElement(we(i.h,i.h[0]),this.options)),i);if(this._$AH?._$AD===s)this._$AH.p(t);else{let r=new wt(s,this),o=r.u(this.options);r.p(t),this.T(o),this._$AH=r}}_$AC(e){let t=be.get(e.strings);return t===void 0&&be.set(e.strings,t=new mt(e)),t}k(e){Jt(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,i,s=0;for(let r of e)s===t.length?t.push(i=new n(this.O(ht()),this.O(ht()),this,this.options)):i=t[s],i._$AI(r),s++;s<t.length&&(this._$AR(i&&i._$AB.nextSibling,s),t.length=s)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let i=ue(e).nextSibling;ue(e).remove(),e=i}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Z=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,i,s,r){this.type=1,this._$AH=p,this._$AN=void 0,this.element=e,this.name=t,this._$AM=s,this.options=r,i.length>2||i[0]!==""||i[1]!==""?(this._$AH=Array(i.length-1).fill(new String),this.strings=i):this._$AH=p}_$AI(e,t=this,i,s){let r=this.strings,o=!1;if(r===void 0)e=G(this,e,t,0),o=!ut(e)||e!==this._$AH&&e!==H,o&&(this._$AH=e);else{let l=e,d,f;for(e=r[0],d=0;d<r.length-1;d++)f=G(this,l[i+d],t,d),f===H&&(f=this._$AH[d]),o||=!ut(f)||f!==this._$AH[d],f===p?e=p:e!==p&&(e+=(f??"")+r[d+1]),this._$AH[d]=f}o&&!s&&this.j(e)}j(e){e===p?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},_t=class extends Z{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===p?void 0:e}},kt=class extends Z{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==p)}},Tt=class extends Z{constructor(e,t,i,s,r){super(e,t,i,s,r),this.type=5}_$AI(e,t=this){if((e=G(this,e,t,0)??p)===H)return;let i=this._$AH,s=e===p&&i!==p||e.capture!==i.capture||e.once!==i.once||e.passive!==i.passive,r=e!==p&&(i===p||s);s&&this.element.removeEventListener(this.name,this,i),r&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},At=class{constructor(e,t,i){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=i}get _$AU(){return this._$AM._$AU}_$AI(e){G(this,e)}},ke={M:Bt,P:q,A:Ft,C:1,L:_e,R:wt,D:ve,V:G,I:et,H:Z,N:kt,U:Tt,B:_t,F:At},pi=zt.litHtmlPolyfillSupport;pi?.(mt,et),(zt.litHtmlVersions??=[]).push("3.3.3");var Te=(n,e,t)=>{let i=t?.renderBefore??e,s=i._$litPart$;if(s===void 0){let r=t?.renderBefore??null;i._$litPart$=s=new et(e.insertBefore(ht(),r),r,void 0,t??{})}return s._$AI(n),s};var Kt=globalThis,O=class extends N{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Te(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return H}};O._$litElement$=!0,O.finalized=!0,Kt.litElementHydrateSupport?.({LitElement:O});var hi=Kt.litElementPolyfillSupport;hi?.({LitElement:O});(Kt.litElementVersions??=[]).push("4.2.2");var ui={attribute:!0,type:String,converter:dt,reflect:!1,hasChanged:vt},mi=(n=ui,e,t)=>{let{kind:i,metadata:s}=t,r=globalThis.litPropertyMetadata.get(s);if(r===void 0&&globalThis.litPropertyMetadata.set(s,r=new Map),i==="setter"&&((n=Object.create(n)).wrapped=!0),r.set(t.name,n),i==="accessor"){let{name:o}=t;return{set(l){let d=e.get.call(this);e.set.call(this,l),this.requestUpdate(o,d,n,!0,l)},init(l){return l!==void 0&&this.C(o,void 0,n,l),l}}}if(i==="setter"){let{name:o}=t;return function(l){let d=this[o];e.call(this,l),this.requestUpdate(o,d,n,!0,l)}}throw Error("Unsupported decorator location: "+i)};function u(n){return(e,t)=>typeof t=="object"?mi(n,e,t):((i,s,r)=>{let o=s.hasOwnProperty(r);return s.constructor.createProperty(r,i),o?Object.getOwnPropertyDescriptor(s,r):void 0})(n,e,t)}function h(n){return u({...n,state:!0,attribute:!1})}var Y=(n,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(n,e,t),t);function j(n,e){return(t,i,s)=>{let r=o=>o.renderRoot?.querySelector(n)??null;if(e){let{get:o,set:l}=typeof i=="object"?t:s??(()=>{let d=Symbol();return{get(){return this[d]},set(f){this[d]=f}}})();return Y(t,i,{get(){let d=o.call(this);return d===void 0&&(d=r(this),(d!==null||this.hasUpdated)&&l.call(this,d)),d}})}return Y(t,i,{get(){return r(this)}})}}var fi={comma_decimal:"en-US",decimal_comma:"de",space_comma:"fr",quote_decimal:"de-CH"},Wt=864e5,Ae=6e4,Re=36e5,Rt=class{constructor(e,t=Date.now){this.#s=new Map;this.number=(e,t=1)=>{let i=this.#t.number_format??"language",s=`n${t}`;return this.#d(s,()=>new Intl.NumberFormat(this.#l(i),{maximumFractionDigits:t,useGrouping:i!=="none"})).format(e)};this.partialDay=e=>{let[t,i,s]=e.split("-").map(Number);if(!t)return e;if(!i)return String(t);let r=new Date(Date.UTC(t,i-1,s??1));return s?this.#n(r,"UTC"):this.#a("ym",{year:"numeric",month:"short",timeZone:"UTC"}).format(r)};this.day=e=>this.#n(new Date(e),this.#e);this.time=e=>{let t=this.#t.time_format,i=t==="12"?!0:t==="24"?!1:void 0;return this.#a("t",{hour:"numeric",minute:"2-digit",...i===void 0?{}:{hour12:i},timeZone:this.#e}).format(new Date(e))};this.moment=e=>{let t=new Date(e);return`${this.dayName(t)} ${this.time(t)}`};this.dayName=e=>{let t=this.#r(new Date(e))-this.#r(new Date(this.#i()));return Math.abs(t)>1?this.day(new Date(e)):new Intl.RelativeTimeFormat(this.#t.language,{numeric:"auto"}).format(t,"day")};this.relative=e=>{let t=new Date(e).getTime()-this.#i(),i=new Intl.RelativeTimeFormat(this.#t.language,{numeric:"auto"}),s=Math.abs(t);return s<Ae?i.format(Math.round(t/1e3),"second"):s<Re?i.format(Math.round(t/Ae),"minute"):s<Wt?i.format(Math.round(t/Re),"hour"):i.format(Math.round(t/Wt),"day")};this.duration=e=>{let t=(r,o,l=0)=>new Intl.NumberFormat(this.#l(this.#t.number_format??"language"),{style:"unit",unit:o,unitDisplay:"narrow",maximumFractionDigits:l}).format(r);if(e<10)return t(e,"second",1);if(e<60)return t(Math.round(e),"second");let i=Math.floor(e/60);if(i>=60)return`${t(Math.floor(i/60),"hour")} ${t(i%60,"minute")}`;let s=Math.round(e%60);return s?`${t(i,"minute")} ${t(s,"second")}`:t(i,"minute")};this.list=e=>new Intl.ListFormat(this.#t.language,{type:"conjunction"}).format(e);this.dayKey=e=>String(this.#r(new Date(e)));this.#t=e.locale,this.#e=e.locale.time_zone==="server"?e.config.time_zone:void 0,this.#i=t}#t;#e;#i;#s;#n(e,t){let i=this.#t.date_format??"language";if(i==="language"||i==="system")return this.#a(`d${t??""}`,{dateStyle:"medium",timeZone:t}).format(e);let s=this.#a(`p${t??""}`,{year:"numeric",month:"short",day:"numeric",timeZone:t}).formatToParts(e),r=l=>s.find(d=>d.type===l)?.value??"",o={D:"day",M:"month",Y:"year"};return Array.from(i,l=>r(o[l]??"")).join(" ")}#r(e){let t=this.#a("key",{year:"numeric",month:"numeric",day:"numeric",timeZone:this.#e}).formatToParts(e),i=s=>Number(t.find(r=>r.type===s)?.value.replace(/\D/g,""));return Date.UTC(i("year"),i("month")-1,i("day"))/Wt}#a(e,t){let i=e==="key"?"en-US":this.#o();return this.#d(`d:${e}`,()=>new Intl.DateTimeFormat(i,t))}#o(){return this.#t.date_format==="system"?void 0:this.#t.language}#l(e){if(e!=="system")return fi[e]??this.#t.language}#d(e,t){let i=this.#s.get(e);return i||this.#s.set(e,i=t()),i}};function Pe(n){return["ar","fa","he","ur"].includes(n.split("-")[0]??"")}var gi=new Set(["delete_history","set_mapping","remove_mapping"]),yi=new Set(["get_plan","explain","get_pins","search_anilist"]),xi=new Set(["no_ids","id_unknown","season_unknown","episode_unknown","other_numbering","ordering_differs","ambiguous","search_unsure","no_such_media"]),bi=new Set(["full","poll","targeted","retry","apply","redo","restore"]),Pt=class{constructor(e,t){this.services=e;this.rights=t;this.may=e=>this.services.plex_sync?.[e]?yi.has(e)?!0:gi.has(e)?this.rights.administer:this.rights.act:!1;this.actsOf=e=>{let t=[],i=e.problem!==null&&e.closed_at===null,s=e.outcome!=="pending"&&e.problem===null;return i&&xi.has(e.reason)&&e.subjects.length&&this.may("search_anilist")&&this.may("set_mapping")&&t.push("choose"),i&&this.may("retry")&&t.push("retry"),i&&this.may("ignore")&&t.push("ignore"),s&&e.undone_by===null&&(e.outcome==="undone"&&this.may("redo")&&t.push("redo"),e.outcome!=="undone"&&this.may("undo")&&t.push("undo")),e.target!==null&&this.may("pin")&&t.push("pin"),e.problem===null&&t.push("difference"),e.problem!==null&&t.push("why"),this.may("delete_history")&&e.outcome!=="pending"&&t.push("delete"),t};this.canUndoRun=e=>{let t=(e.counts.synced??0)+(e.counts.deleted??0);return e.ended_at!==null&&t>0&&bi.has(e.kind)&&this.may("undo")}}};function T(n){return n==null||n===""?!0:Array.isArray(n)?n.length===0:typeof n=="object"&&Object.keys(n).length===0}function Se(n,e){return T(n)||T(e)?T(n)&&T(e):Ee(n)===Ee(e)}function Ee(n){return JSON.stringify(n??null,(e,t)=>D(t)?Object.fromEntries(Object.entries(t).sort(([i],[s])=>i<s?-1:1)):t)}function D(n){return typeof n=="object"&&n!==null&&!Array.isArray(n)}function I(n){return typeof n=="string"?n:JSON.stringify(n??null)}var vi=120,$i=[[35,"\u{1F641}"],[60,"\u{1F610}"],[101,"\u{1F642}"]],Et=class{constructor(e,t,i){this.texts=e;this.formats=t;this.scoreFormat=i;this.label=e=>{let[t="",...i]=e.split("."),s=this.texts.maybe(`fields.${t}`);return s===void 0?e:i.length?`${s} \xB7 ${i.join(" \xB7 ")}`:s};this.value=(e,t)=>{if(T(t))return this.texts.text("values.empty");let i=e.split(".")[0]??"";return typeof t=="boolean"?this.texts.text(t?"values.yes":"values.no"):typeof t=="number"?this.#t(i,t):typeof t=="string"?this.#e(i,t):Array.isArray(t)?ft(t.map(s=>wi(s)).join(", ")):ft(JSON.stringify(t))};this.score=e=>{switch(this.scoreFormat){case"POINT_10_DECIMAL":return`${this.formats.number(e/10,1)}/${this.formats.number(10)}`;case"POINT_10":return`${this.formats.number(Ce(Math.round(e/10),10))}/${this.formats.number(10)}`;case"POINT_5":return"\u2605".repeat(Ce(Math.round(e/20),5)).padEnd(5,"\u2606");case"POINT_3":return $i.find(([t])=>e<=t)?.[1]??"\u{1F642}";default:return`${this.formats.number(e)}/${this.formats.number(100)}`}}}#t(e,t){return e==="score"?this.score(t):e==="progress"?this.texts.text("values.episodes",{count:t}):e==="repeat"?this.texts.text("values.times",{count:t}):this.formats.number(t,2)}#e(e,t){return e==="status"?this.texts.maybe(`statuses.${t}`)??t:e.endsWith("_at")&&/^\d{4}(-\d\d){0,2}$/.test(t)?this.formats.partialDay(t):ft(t)}};function Ce(n,e){return Math.max(1,Math.min(n,e))}function wi(n){return typeof n=="string"?n:JSON.stringify(n)}function ft(n,e=vi){return n.length>e?`${n.slice(0,e-1)}\u2026`:n}var Oe=6,_i=["at","last_viewed_at"],St=class{constructor(e,t,i){this.texts=e;this.formats=t;this.words=i;this.pieces=e=>{if(e.deleted)return[this.#i("pieces.deleted")];let t=e.created?[this.#i("pieces.created")]:[],i=new Map,s=e.edits.some(r=>r.field==="status");for(let r of e.edits)r.kind!=="set"?i.set(r.field,[...i.get(r.field)??[],r]):Ti(e)&&r.field==="progress"&&s||t.push(this.#t(r));for(let[r,o]of i)t.push(this.#e(r,o));return e.more_edits&&t.push(this.#i("pieces.more",{count:e.more_edits})),t};this.line=e=>this.pieces(e).map(({label:t,from:i,to:s})=>[t,i&&s?`${i} \u2192 ${s}`:i||s].filter(Boolean).join(" ")).join(" \xB7 ");this.why=e=>{let t=e.rule??"";return t?this.texts.maybe(`rules.${t}`,this.#s(e.evidence??{}))??this.texts.text("rules.unknown",{rule:t}):""};this.problem=e=>{let t={...this.#s(e.details),title:e.title,season:e.subtitle,message:e.message,service:this.#o(e)},i=e.details.fields,s=Array.isArray(i)?{fields:this.formats.list(i.map(o=>this.words.label(I(o))))}:{},r=e.reason.startsWith("not_")?{fields:this.#a(e.message)}:{};return this.texts.maybe(`reasons.${e.reason}.text`,{...t,...r,...s})??(e.message||this.texts.text("reasons.unknown.text",{reason:e.reason}))};this.advice=e=>this.texts.maybe(`reasons.${e.reason}.advice`,{...this.#s(e.details),service:this.#o(e)})??"";this.tried=e=>{let{ids:t,episodes:i,candidates:s,total:r}=e.details,o=[],l=(Array.isArray(t)?t:[]).map(I).filter(ki);return l.length&&o.push(this.texts.text("tried.ids",{ids:l.join(", ")})),Array.isArray(i)&&i.length&&typeof r=="number"&&r>1&&o.push(this.texts.text("tried.episodes",{count:i.length,total:r,episodes:this.#n(i)})),Array.isArray(s)&&s.length&&o.push(this.texts.text("tried.candidates",{names:this.#r(s)})),e.times>1&&o.push(this.texts.text("tried.times",{count:e.times,since:this.formats.moment(e.first_seen)})),o}}#t(e){let t=this.texts.maybe(`pieces.labels.${e.field}`)??this.words.label(e.field),i=o=>e.field==="progress"||e.field==="repeat"?this.formats.number(Number(o??0)):ft(this.words.value(e.field,o),40),s=T(e.before)?"":i(e.before),r=i(e.after);return{label:e.field==="status"?"":t,from:s,to:r}}#e(e,t){let i=r=>t.filter(o=>o.kind===r).length,s=["insert","remove","move"].filter(r=>i(r)).map(r=>this.texts.text(`pieces.${r}`,{count:i(r)}));return{label:this.words.label(e),from:"",to:s.join(", ")}}#i(e,t={}){return{label:this.texts.text(e,t),from:"",to:""}}#s(e){let t={};for(let[i,s]of Object.entries(e))typeof s=="number"?t[i]=_i.includes(i)?this.formats.moment(s*1e3):s:Array.isArray(s)?t[i]=this.#n(s):s===null?t[i]="?":D(s)||(t[i]=String(s));return t}#n(e){let i=Ai(e.filter(r=>typeof r=="number")).map(([r,o])=>r===o?this.formats.number(r):`${this.formats.number(r)}\u2013${this.formats.number(o)}`);return(i.length>Oe?[...i.slice(0,Oe),"\u2026"]:i).join(", ")}#r(e){return this.formats.list(e.slice(0,3).map(t=>I(D(t)?t.title??t.id:t)))}#a(e){return e==="*"?this.texts.text("values.whole_entry"):this.formats.list(e.split(", ").map(t=>this.words.label(t)))}#o(e){return e.links.find(t=>t.label!=="Plex")?.label??"AniList"}};function ki(n){return!n.startsWith("plex:")}function Ti(n){return n.subjects.length>0&&n.subjects.every(({kind:e})=>e==="movie")}function Ai(n){let e=[];for(let t of[...n].sort((i,s)=>i-s)){let i=e.at(-1);i&&t===i[1]+1?i[1]=t:e.push([t,t])}return e}var z=class{constructor(e,t){this.hass=e;this.entry=t}static profiles(e){return e.callWS({type:"plex_sync/profiles"})}history(e,t){return this.#t("history",{limit:50,...t===null?{}:{before:t},...e.outcome?{outcomes:[e.outcome]}:{},...e.text.trim()?{text:e.text.trim()}:{}})}record(e,t=0){return this.#t("record",{record_id:e,offset:t})}plan(e,t){return this.act("get_plan",{limit:t,...e?{cursor:e}:{}})}async act(e,t={}){return(await this.hass().callService("plex_sync",e,{config_entry_id:this.entry,...t},void 0,!1,!0)).response}#t(e,t){return this.hass().callWS({type:`plex_sync/${e}`,config_entry_id:this.entry,...t})}};function je(n,e,t,i,s){let r=new Rt(n),o=new gt(n.locale.language,t,r.number),l=new Et(o,r,e.score_format);return{hass:n,profile:e,formats:r,words:l,blurAdult:s,texts:o,say:new St(o,r,l),permissions:new Pt(n.services,e.rights),api:new z(i,e.config_entry_id)}}var y=class extends O{text(e,t){return this.context.texts.text(e,t)}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}};c([u({attribute:!1})],y.prototype,"context",2);var Ct={synced:"good",failed:"bad",not_found:"warn",review:"warn",deleted:"gone",undone:"back",pending:"gone"};var b=g`
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
`,v=g`
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
`,it=g`
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
`;var st=class extends y{constructor(){super(...arguments);this.record=null}#t;static{this.styles=[b,v,it]}async ask(t){return this.record=t,await this.updateComplete,this.dialog.showModal(),new Promise(i=>{this.#t=i})}settle(t){this.#t?.(t),this.#t=void 0,this.record=null,this.dialog.close()}render(){let{record:t}=this;return a`<dialog
      aria-labelledby="title"
      @close=${()=>{this.settle(null)}}
      @chosen=${i=>{i.stopPropagation(),this.settle(i.detail)}}
    >
      ${t?a`<h2 id="title">${this.text("choose.title")}</h2>
              <div class="body">
                <p class="quiet">
                  ${t.subtitle?this.text("choose.of",{title:t.title,subtitle:t.subtitle}):t.title}
                </p>
                <br />
                <plex-sync-search
                  .context=${this.context}
                  .query=${t.title}
                  .suggested=${Ri(t)}
                ></plex-sync-search>
              </div>
              <div class="feet">
                <button
                  @click=${()=>{this.settle(null)}}
                >
                  ${this.text("acts.cancel")}
                </button>
              </div>`:p}
    </dialog>`}};c([h()],st.prototype,"record",2),c([j("dialog")],st.prototype,"dialog",2);function Ri(n){let{candidates:e}=n.details;return Array.isArray(e)?e.flatMap(t=>D(t)&&typeof t.id=="number"?[{id:t.id,title:I(t.title??t.id),format:typeof t.format=="string"?t.format:null,year:typeof t.year=="number"?t.year:null,episodes:typeof t.episodes=="number"?t.episodes:null}]:[]):[]}var Q=class extends y{constructor(){super(...arguments);this.question=null;this.option=!1;this.onClose=()=>{let t=this.dialog.returnValue==="yes";this.#t?.({confirmed:t,option:this.option}),this.#t=void 0}}#t;static{this.styles=[b,v,it]}async ask(t){return this.question=t,this.option=!1,await this.updateComplete,this.dialog.returnValue="",this.dialog.showModal(),new Promise(i=>{this.#t=i})}render(){let{question:t}=this;return a`<dialog
      aria-labelledby="title"
      aria-describedby="body"
      role="alertdialog"
      @close=${this.onClose}
    >
      ${t?a`<h2 id="title">${t.title}</h2>
              <div class="body" id="body">
                ${t.texts.filter(Boolean).map(i=>a`<p>${i}</p>`)}
                ${t.option?a`<label class="check"
                        ><input
                          type="checkbox"
                          .checked=${this.option}
                          @change=${()=>{this.option=!this.option}}
                        />${t.option}</label
                      >`:p}
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
              </div>`:p}
    </dialog>`}};c([h()],Q.prototype,"question",2),c([h()],Q.prototype,"option",2),c([j("dialog")],Q.prototype,"dialog",2);function w(n){return typeof n=="object"&&n!==null&&"message"in n?String(n.message):String(n)}var Me=["status","progress","score","repeat","started_at","completed_at","notes"];var P=class extends y{constructor(){super(...arguments);this.view=null;this.pins=null;this.fields=Me;this.chosen=new Set;this.error="";this.saving=!1}static{this.styles=[b,v,it,g`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(170px, 1fr));
        gap: 2px 12px;
        margin-top: 12px;
      }
      li {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 8px 0;
        border-top: 1px solid var(--line);
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin: 8px -8px 0;
      }
      ul {
        margin-top: 12px;
      }
      .spread {
        margin-inline-end: auto;
      }
    `]}async showAll(){await this.show({kind:"all"}),await this.load()}async showOne(t,i){await this.show(null),await this.load();let s=this.pins?.find(r=>r.target===t);this.edit(s??{target:t,title:i,fields:[]},!1)}async show(t){this.view=t,this.pins=null,this.error="",await this.updateComplete,this.dialog.open||this.dialog.showModal()}async load(){if(!this.context.permissions.may("get_pins")){this.pins=[];return}try{let{pins:t,fields:i}=await this.context.api.act("get_pins");this.pins=t,i?.length&&(this.fields=i)}catch(t){this.pins=[],this.error=this.text("state.error",{message:w(t)})}}edit(t,i){this.chosen=new Set(t.fields),this.view={kind:"one",pin:t,back:i}}render(){let{view:t}=this;return a`<dialog aria-labelledby="title">
      <h2 id="title">
        ${t?.kind==="one"?this.text("pins.title",{title:t.pin.title}):this.text(t?.kind==="find"?"pins.find":"pins.manager")}
      </h2>
      <div class="body">
        ${this.error?a`<p role="alert" class="bad">${this.error}</p>`:p}
        ${this.pins===null||!t?this.text("pins.loading"):this.body(t)}
      </div>
      <div class="feet">${t?this.feet(t):p}</div>
    </dialog>`}body(t){return t.kind==="one"?this.editor():t.kind==="all"?this.list():a`<plex-sync-search
      .context=${this.context}
      @chosen=${i=>{i.stopPropagation();let s=String(i.detail.id),r=this.pins?.find(o=>o.target===s);this.edit(r??{target:s,title:i.detail.title,fields:[]},!0)}}
    ></plex-sync-search>`}list(){let t=this.pins??[];return a`<p class="small quiet">${this.text("pins.hint")}</p>
      ${t.length?a`<ul>
              ${t.map(i=>this.item(i))}
            </ul>`:a`<p><br />${this.text("pins.none")}</p>`}`}item(t){let i=t.fields.map(s=>this.context.words.label(s));return a`<li>
      <div class="name">
        ${t.title||t.target}
        <div class="small quiet">${this.context.formats.list(i)}</div>
      </div>
      ${this.context.permissions.may("pin")?a`<button
              class="link"
              aria-label="${this.text("acts.edit")}: ${t.title}"
              @click=${()=>{this.edit(t,!0)}}
            >
              ${this.text("acts.edit")}
            </button>`:p}
      ${this.context.permissions.may("unpin")?a`<button
              class="link"
              aria-label="${this.text("acts.unpin")}: ${t.title}"
              @click=${()=>this.save(t,[])}
            >
              ${this.text("acts.unpin")}
            </button>`:p}
    </li>`}editor(){return a`<p class="small quiet">${this.text("pins.hint")}</p>
      <div class="fields">
        ${this.fields.map(t=>a`<label class="check"
              ><input
                type="checkbox"
                .checked=${this.chosen.has(t)}
                @change=${()=>{let i=new Set(this.chosen);i.delete(t)||i.add(t),this.chosen=i}}
              />${this.context.words.label(t)}</label
            >`)}
      </div>
      <div class="row">
        <button
          class="link"
          @click=${()=>{this.chosen=new Set(this.fields)}}
        >
          ${this.text("pins.select_all")}
        </button>
        <button
          class="link"
          @click=${()=>{this.chosen=new Set}}
        >
          ${this.text("acts.clear")}
        </button>
      </div>`}feet(t){let i=a`<button
      @click=${()=>{t.kind==="all"||t.kind==="one"&&!t.back?this.dialog.close():this.view={kind:"all"}}}
    >
      ${this.text(t.kind==="all"?"acts.close":"acts.cancel")}
    </button>`;if(t.kind==="all"){let o=this.context.permissions.may("search_anilist")&&this.context.permissions.may("pin");return a`${o?a`<button
              class="link spread"
              @click=${()=>{this.view={kind:"find"}}}
            >
              ${this.text("pins.find")}…
            </button>`:p}${i}`}if(t.kind==="find")return i;let s=[...this.chosen],r=s.length===t.pin.fields.length&&s.every(o=>t.pin.fields.includes(o));return a`${i}<button
        class="filled"
        ?disabled=${r||this.saving}
        @click=${()=>this.save(t.pin,s)}
      >
        ${this.text("acts.save")}
      </button>`}async save(t,i){this.saving=!0,this.error="";try{await this.change(t.target,t.fields,i);let s=i.length?"toast.pinned":"toast.unpinned";this.tell("toast",{message:this.text(s,{title:t.title}),action:{text:this.text("acts.undo"),run:()=>this.change(t.target,i,t.fields)}}),this.view?.kind==="one"&&!this.view.back?this.dialog.close():await this.showAll()}catch(s){this.error=this.text("state.error",{message:w(s)})}finally{this.saving=!1}}async change(t,i,s){let{api:r}=this.context,o=s.filter(d=>!i.includes(d)),l=i.filter(d=>!s.includes(d));o.length&&await r.act("pin",{target:t,fields:o}),l.length&&await r.act("unpin",{target:t,fields:l})}};c([h()],P.prototype,"view",2),c([h()],P.prototype,"pins",2),c([h()],P.prototype,"fields",2),c([h()],P.prototype,"chosen",2),c([h()],P.prototype,"error",2),c([h()],P.prototype,"saving",2),c([j("dialog")],P.prototype,"dialog",2);var U=class extends y{constructor(){super(...arguments);this.pictures=[];this.title="";this.adult=!1;this.failed=new Set;this.revealed=!1}static{this.styles=[b,g`
      :host {
        display: block;
        width: var(--cover-width, 44px);
        aspect-ratio: 44 / 62;
      }
      .frame {
        position: relative;
        display: grid;
        place-items: center;
        width: 100%;
        height: 100%;
        padding: 0;
        border: 0;
        border-radius: 6px;
        background: linear-gradient(
          160deg,
          hsl(var(--hue) 32% 62%),
          hsl(calc(var(--hue) + 24) 38% 36%)
        );
        color: #fff;
        font: 500 18px/1 inherit;
        overflow: hidden;
      }
      .frame::after {
        content: "";
        position: absolute;
        inset: 0;
        border-radius: inherit;
        box-shadow: inset 0 0 0 1px rgba(128, 128, 128, 0.25);
        pointer-events: none;
      }
      img {
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      button.frame {
        cursor: pointer;
      }
      button.frame img {
        filter: blur(9px);
        transform: scale(1.2);
      }
    `]}render(){let t=this.pictures.find(o=>!this.failed.has(o)),i=t?a`<img
          src=${t}
          alt=""
          loading="lazy"
          decoding="async"
          @error=${()=>{this.failed=new Set(this.failed).add(t)}}
        />`:a`<span aria-hidden="true">${Pi(this.title)}</span>`,s=`--hue:${Ei(this.title)}`;return t&&this.adult&&this.context.blurAdult&&!this.revealed?a`<button
      class="frame"
      style=${s}
      aria-label=${this.text("acts.reveal")}
      @click=${()=>{this.revealed=!0}}
    >
      ${i}
    </button>`:a`<div class="frame" style=${s}>${i}</div>`}};c([u({attribute:!1})],U.prototype,"pictures",2),c([u()],U.prototype,"title",2),c([u({type:Boolean})],U.prototype,"adult",2),c([h()],U.prototype,"failed",2),c([h()],U.prototype,"revealed",2);function Pi(n){return Array.from(n.trim())[0]?.toLocaleUpperCase()??""}function Ei(n){let e=0;for(let t of n)e=(e*31+(t.codePointAt(0)??0))%360;return e}var Gt=["status","progress","score","repeat","started_at","completed_at","notes","private","hidden_from_status_lists","custom_lists","advanced_scores","priority","items","title","summary"],Ne=["changed","added","removed","unchanged"];function Zt(n,e=""){let t=new Map;for(let[i,s]of Object.entries(n??{})){let r=e+i;if(D(s))for(let[o,l]of Zt(s,`${r}.`))t.set(o,l);else t.set(r,s)}return t}function qe(n,e){let t=Zt(n),i=Zt(e),s=new Set([...t.keys(),...i.keys()]),r=n===null||e===null;return[...s].map(o=>Si(o,t.get(o),i.get(o),r)).filter(o=>!(T(o.before)&&T(o.after))).sort(ji)}function He(n,e,t,i){let s=e.trim().toLocaleLowerCase();return n.filter(r=>(t||r.change!=="unchanged")&&(!s||r.path.toLocaleLowerCase().includes(s)||i(r.path).toLocaleLowerCase().includes(s)))}function Si(n,e,t,i){let s=Yt(n)<Gt.length,r=i&&Ci(e??t)?"unchanged":Oi(e,t);return{path:n,change:r,before:e,after:t,known:s}}function Ci(n){return n===0||n===!1}function Oi(n,e){return Se(n,e)?"unchanged":T(n)?"added":T(e)?"removed":"changed"}function ji(n,e){return+(n.change==="unchanged")-+(e.change==="unchanged")||Yt(n.path)-Yt(e.path)||Ne.indexOf(n.change)-Ne.indexOf(e.change)||n.path.localeCompare(e.path)}function Yt(n){let e=Gt.indexOf(n.split(".")[0]??"");return e<0?Gt.length:e}async function Ue(n,e){let t=navigator.clipboard;if(window.isSecureContext&&t)try{return await t.writeText(n),!0}catch{}let i=document.createElement("textarea");i.value=n,i.style.position="fixed",i.style.opacity="0",e.append(i),i.select();try{return document.execCommand("copy")}finally{i.remove()}}var Le=g`
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
  .why {
    grid-column: 2 / 4;
    color: var(--quiet);
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
    .why {
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
`;var Ot=200,E=class extends y{constructor(){super(...arguments);this.detail=null;this.error="";this.tab="changes";this.search="";this.unchanged=!1;this.offset=0}static{this.styles=[b,v,Le]}connectedCallback(){super.connectedCallback(),this.load(0)}async load(t){this.error="";try{this.detail=await this.context.api.record(this.record.record,t),this.offset=t}catch(i){this.error=this.text("difference.failed",{message:w(i)})}}render(){return this.error?a`<div class="box note" role="alert">
        ${this.error}
        <button class="link" @click=${()=>this.load(this.offset)}>
          ${this.text("acts.try_again")}
        </button>
      </div>`:this.detail?a`<section class="box" aria-label=${this.text("difference.label")}>
      ${this.bar()} ${this.tab==="changes"?this.changes():this.compare(this.detail)}
      ${this.pager(this.detail)} ${this.copying(this.detail)}
    </section>`:a`<div class="box note">${this.text("feed.loading")}</div>`}bar(){let t=i=>a`<button
        role="tab"
        id="tab-${i}"
        aria-controls="panel"
        aria-selected=${this.tab===i?"true":"false"}
        tabindex=${this.tab===i?0:-1}
        @click=${()=>{this.tab=i}}
      >
        ${this.text(`difference.${i}`)}
      </button>`;return a`<div class="bar">
      <div
        class="tabs"
        role="tablist"
        aria-label=${this.text("difference.label")}
        @keydown=${this.onTabKey}
      >
        ${t("changes")}${t("compare")}
      </div>
      ${this.tab==="changes"?a`<input
                type="search"
                .value=${this.search}
                placeholder=${this.text("difference.find")}
                aria-label=${this.text("difference.find")}
                @input=${i=>{this.search=i.target.value}}
              /><label class="check small quiet">
                <input
                  type="checkbox"
                  .checked=${this.unchanged}
                  @change=${()=>{this.unchanged=!this.unchanged}}
                />${this.text("difference.unchanged")}</label
              >`:p}
    </div>`}onTabKey(t){t.key!=="ArrowLeft"&&t.key!=="ArrowRight"||(this.tab=this.tab==="changes"?"compare":"changes",this.updateComplete.then(()=>{this.renderRoot.querySelector(`#tab-${this.tab}`)?.focus()}))}changes(){let{before:t,after:i}=this.detail??{before:null,after:null},s=qe(t,i),r=He(s,this.search,this.unchanged,this.context.words.label);return a`<div id="panel" role="tabpanel" aria-labelledby="tab-changes">
      ${r.length?r.map(o=>this.row(o)):a`<p class="note">
              ${this.text(this.search?"difference.none_found":"difference.none")}
            </p>`}
    </div>`}row(t){let i=o=>this.context.words.value(t.path,o),s=t.known?this.context.words.label(t.path):a`<code>${t.path}</code>`,r=this.reasonOf(t);return a`<div class="row ${t.change}">
      <div class="label">${s}</div>
      ${t.change==="unchanged"?a`<div class="same">${i(t.after??t.before)}</div>`:a`${this.side("before",t.before,i)}${this.side("after",t.after,i)}`}
      ${r?a`<div class="why">${r}</div>`:p}
    </div>`}side(t,i,s){let r=T(i)?"none":t==="before"?"minus":"plus";return a`<div class=${r}>
      <span class="only-heard">${this.text(`difference.${t}`)}</span>${s(i)}
    </div>`}reasonOf(t){let i=t.path.split(".")[0],s=this.record.edits.find(l=>l.field===i);if(s)return this.context.say.why(s);let r=t.change!=="unchanged"&&this.record.edits.length>0,o=this.record.deleted||this.record.more_edits>0;return r&&!o?this.text("difference.by_service"):""}compare(t){let i=(s,r)=>a`<div class="side">
        <div class="small quiet">
          ${this.text(`difference.${s}`)} ·
          ${r?this.text("difference.fields",{count:Object.keys(r).length}):this.text("difference.nothing_there")}
        </div>
        ${r?a`<pre tabindex="0">${JSON.stringify(r,null,2)}</pre>`:p}
      </div>`;return a`<div id="panel" class="sides" role="tabpanel" aria-labelledby="tab-compare">
      ${i("before",t.before)}${i("after",t.after)}
    </div>`}pager(t){let i=[...Object.values(t.lengths.before),...Object.values(t.lengths.after)],s=Math.max(0,...i);if(s<=Ot)return p;let r=Math.min(s,this.offset+Ot);return a`<div class="bar end">
      <button
        class="link"
        ?disabled=${this.offset===0}
        @click=${()=>this.load(Math.max(0,this.offset-Ot))}
      >
        ‹
      </button>
      <span class="small quiet"
        >${this.text("difference.page",{first:this.offset+1,last:r,total:s})}</span
      >
      <button
        class="link"
        ?disabled=${r>=s}
        @click=${()=>this.load(this.offset+Ot)}
      >
        ›
      </button>
    </div>`}copying(t){let i=(s,r)=>a`<button
        class="link small"
        ?disabled=${r===null}
        @click=${async()=>{let o=await Ue(JSON.stringify(r,null,2),this.renderRoot);this.tell("toast",{message:this.text(o?"difference.copied":"difference.not_copied")})}}
      >
        ${this.text(`acts.copy_${s}`)}
      </button>`;return a`<div class="bar end">
      ${i("before",t.before)}${i("after",t.after)}
    </div>`}};c([u({attribute:!1})],E.prototype,"record",2),c([h()],E.prototype,"detail",2),c([h()],E.prototype,"error",2),c([h()],E.prototype,"tab",2),c([h()],E.prototype,"search",2),c([h()],E.prototype,"unchanged",2),c([h()],E.prototype,"offset",2);var De={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},Ie=n=>(...e)=>({_$litDirective$:n,values:e}),jt=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,i){this._$Ct=e,this._$AM=t,this._$Ci=i}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}};var{I:Mi}=ke,ze=n=>n;var Be=()=>document.createComment(""),nt=(n,e,t)=>{let i=n._$AA.parentNode,s=e===void 0?n._$AB:e._$AA;if(t===void 0){let r=i.insertBefore(Be(),s),o=i.insertBefore(Be(),s);t=new Mi(r,o,n,n.options)}else{let r=t._$AB.nextSibling,o=t._$AM,l=o!==n;if(l){let d;t._$AQ?.(n),t._$AM=n,t._$AP!==void 0&&(d=n._$AU)!==o._$AU&&t._$AP(d)}if(r!==s||l){let d=t._$AA;for(;d!==r;){let f=ze(d).nextSibling;ze(i).insertBefore(d,s),d=f}}}return t},B=(n,e,t=n)=>(n._$AI(e,t),n),Ni={},Fe=(n,e=Ni)=>n._$AH=e,Je=n=>n._$AH,Mt=n=>{n._$AR(),n._$AA.remove()};var Ve=(n,e,t)=>{let i=new Map;for(let s=e;s<=t;s++)i.set(n[s],s);return i},Qt=Ie(class extends jt{constructor(n){if(super(n),n.type!==De.CHILD)throw Error("repeat() can only be used in text expressions")}dt(n,e,t){let i;t===void 0?t=e:e!==void 0&&(i=e);let s=[],r=[],o=0;for(let l of n)s[o]=i?i(l,o):o,r[o]=t(l,o),o++;return{values:r,keys:s}}render(n,e,t){return this.dt(n,e,t).values}update(n,[e,t,i]){let s=Je(n),{values:r,keys:o}=this.dt(e,t,i);if(!Array.isArray(s))return this.ut=o,r;let l=this.ut??=[],d=[],f,_,m=0,$=s.length-1,x=0,k=r.length-1;for(;m<=$&&x<=k;)if(s[m]===null)m++;else if(s[$]===null)$--;else if(l[m]===o[x])d[x]=B(s[m],r[x]),m++,x++;else if(l[$]===o[k])d[k]=B(s[$],r[k]),$--,k--;else if(l[m]===o[k])d[k]=B(s[m],r[k]),nt(n,d[k+1],s[m]),m++,k--;else if(l[$]===o[x])d[x]=B(s[$],r[x]),nt(n,s[m],s[$]),$--,x++;else if(f===void 0&&(f=Ve(o,x,k),_=Ve(l,m,$)),f.has(l[m]))if(f.has(l[$])){let M=_.get(o[x]),Ut=M!==void 0?s[M]:null;if(Ut===null){let re=nt(n,s[m]);B(re,r[x]),d[x]=re}else d[x]=B(Ut,r[x]),nt(n,s[m],Ut),s[M]=null;x++}else Mt(s[$]),$--;else Mt(s[m]),m++;for(;x<=k;){let M=nt(n,d[k+1]);B(M,r[x]),d[x++]=M}for(;m<=$;){let M=s[m++];M!==null&&Mt(M)}return this.ut=o,Fe(n,d),H}});var Nt=class{constructor(){this.runs=new Map;this.held=new Map;this.next=null;this.#t=new Map;this.#e=[];this.#i=new Map}#t;#e;#i;get size(){return this.#t.size}get oldest(){return this.#e.at(-1)?.at(-1)??null}get chunks(){return this.#e.map(e=>({key:e.at(-1)??0,records:e.flatMap(t=>this.#t.get(t)??[])}))}get(e){return this.#t.get(e)??this.held.get(e)}isUndone(e){let t=[...this.#i.get(e.run)??[]].flatMap(s=>this.#t.get(s)??[]).filter(s=>s.problem===null),i=(e.counts.synced??0)+(e.counts.deleted??0);return t.length>=i&&t.every(s=>s.undone_by!==null)}reset(e,t,i){this.#t.clear(),this.#i.clear(),this.held.clear(),this.#e=[],this.append(e,t,i)}append(e,t,i){this.addRuns(t),this.next=i;let s=e.filter(({record:r})=>!this.#t.has(r));for(let r of e)this.#s(r);for(let r=0;r<s.length;r+=50)this.#e.push(s.slice(r,r+50).map(({record:o})=>o))}addRuns(e){for(let t of e)this.runs.set(t.run,t)}add(e,t){let i=[...e].sort((s,r)=>s.record-r.record);for(let s of i)this.#t.has(s.record)?this.#s(s):t?this.held.set(s.record,s):this.#n(s)}letIn(){let e=[...this.held.values()].sort((t,i)=>t.record-i.record);this.held.clear();for(let t of e)this.#n(t);return e.length}change(e){this.held.has(e.record)&&this.held.set(e.record,e),this.#t.has(e.record)&&this.#s(e)}remove(e){this.held.delete(e),this.#t.delete(e)&&(this.#e=this.#e.map(t=>t.includes(e)?t.filter(i=>i!==e):t).filter(t=>t.length))}#s(e){if(this.#t.set(e.record,e),e.run===null)return;let t=this.#i.get(e.run);t?t.add(e.record):this.#i.set(e.run,new Set([e.record]))}#n(e){let t=e.record;if(this.next!==null&&this.oldest!==null&&t<this.oldest)return;this.#s(e);let i=this.#e[0];if(!i||t>(i[0]??0)&&i.length>=100){this.#e.unshift([t]);return}let s=this.#e.find(o=>t>(o.at(-1)??0))??this.#e.at(-1);if(!s)return;let r=s.findIndex(o=>o<t);s.splice(r<0?s.length:r,0,t)}};function Xt(n,e){if(n.closed_at!==null||e.outcome&&n.outcome!==e.outcome)return!1;let t=e.text.trim().toLocaleLowerCase();return t?[n.title,n.subtitle,n.section,n.message].some(i=>i.toLocaleLowerCase().includes(t)):!0}function te(n,e){return`${n.run??"none"}:${e(n.at)}`}var Ke=g`
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
`;var qi=120,Hi=124,R=class extends y{constructor(){super(...arguments);this.version=0;this.busy=new Set;this.loading=!1;this.error="";this.opened=new Map;this.far=new Set;this.#t=new Map;this.onAct=t=>{let{act:i,record:s}=t.detail;if(i!=="difference"&&i!=="why")return;t.stopPropagation();let r=new Map(this.opened);r.get(s.record)===i?r.delete(s.record):r.set(s.record,i),this.opened=r}}#t;#e;#i;static{this.styles=[b,v,Ke]}get isScrolled(){return this.hasUpdated&&this.scroller.scrollTop>qi}scrollToTop(){this.scroller.scrollTo({top:0})}connectedCallback(){super.connectedCallback(),this.addEventListener("act",this.onAct),this.hasUpdated&&this.observe()}disconnectedCallback(){super.disconnectedCallback(),this.removeEventListener("act",this.onAct),this.#e?.disconnect(),this.#i?.disconnect()}firstUpdated(){this.observe()}updated(t){(t.has("version")||t.has("loading"))&&this.watch()}observe(){let t=this.scroller;this.#e=new IntersectionObserver(i=>{let s=new Set(this.far);for(let{target:r,isIntersecting:o,boundingClientRect:l}of i){let d=Number(r.dataset.key);o?s.delete(d):l.height>0&&(this.#t.set(d,l.height),s.add(d))}(s.size!==this.far.size||[...s].some(r=>!this.far.has(r)))&&(this.far=s)},{root:t,rootMargin:"1600px 0px"}),this.#i=new IntersectionObserver(i=>{i.some(s=>s.isIntersecting)&&this.tell("load-more")},{root:t,rootMargin:"600px 0px"}),this.watch()}watch(){this.#e?.disconnect(),this.#i?.disconnect();for(let i of this.renderRoot.querySelectorAll(".chunk"))this.#e?.observe(i);let t=this.renderRoot.querySelector(".end");t&&!this.loading&&this.#i?.observe(t)}render(){let t=this.feed.held.size;return a`${t?this.newButton(t):p}
      <div
        class="scroller"
        tabindex="0"
        role="region"
        aria-label=${this.text("feed.label")}
      >
        ${Qt(this.feed.chunks,i=>i.key,(i,s)=>this.chunk(i,s))}
        ${this.foot()}
      </div>`}newButton(t){return a`<button
      class="filled fresh"
      @click=${()=>{this.tell("let-in"),this.scrollToTop()}}
    >
      ↑ ${this.text("feed.new",{count:t})}
    </button>`}chunk(t,i){let{key:s,records:r}=t;if(this.far.has(s)){let l=this.#t.get(s)??r.length*Hi;return a`<div class="chunk" data-key=${s} style="height:${l}px"></div>`}let o=this.feed.chunks[i-1]?.records.at(-1);return a`<ul class="chunk" data-key=${s}>
      ${Qt(r,l=>l.record,(l,d)=>this.item(l,d?r[d-1]:o))}
    </ul>`}item(t,i){let{dayKey:s}=this.context.formats,r=!i||te(i,s)!==te(t,s);return a`<li>
      ${r?this.heading(t):p}
      <plex-sync-record
        .context=${this.context}
        .record=${t}
        .opened=${this.opened.get(t.record)??null}
        .busy=${this.busy.has(t.record)}
      ></plex-sync-record>
    </li>`}heading(t){let i=t.run===null?void 0:this.feed.runs.get(t.run),{moment:s,dayName:r}=this.context.formats,o=i?s(i.started_at):r(t.at);return a`<div class="run">
      <span class="words"
        >${[o,...i?this.runWords(i):[]].filter(Boolean).join(" \xB7 ")}</span
      >
      ${i&&this.context.permissions.canUndoRun(i)&&!this.feed.isUndone(i)?a`<button
              class="link small"
              @click=${()=>{this.tell("undo-run",i)}}
            >
              ${this.text("acts.undo_run")}
            </button>`:p}
    </div>`}runWords(t){let i=(...o)=>o.reduce((l,d)=>l+(t.counts[d]??0),0),s=i("synced","deleted","undone"),r=i("failed","not_found","review");return[this.context.texts.maybe(`kinds.${t.kind}`)??t.kind,s?this.text("feed.changes",{count:s}):"",r?this.text("feed.problems",{count:r}):"",t.seconds===null?"":this.context.formats.duration(t.seconds),this.context.texts.maybe(`results.${t.result}`)??""]}foot(){if(this.error)return a`<div class="foot" role="alert">
        <p>${this.text("feed.failed",{message:this.error})}</p>
        <button
          @click=${()=>{this.tell("load-more")}}
        >
          ${this.text("acts.try_again")}
        </button>
      </div>`;if(this.feed.next!==null||this.loading)return a`<div class="foot end quiet">${this.text("feed.loading")}</div>`;if(this.feed.size)return a`<div class="foot quiet">${this.text("feed.end")}</div>`;let t=this.filter.outcome!==null||this.filter.text.trim()!=="",i=t?"feed.empty_filter":"feed.empty";return a`<div class="foot empty">
      <ha-icon
        icon=${t?"mdi:filter-off-outline":"mdi:timeline-clock-outline"}
      ></ha-icon>
      <p>${this.text(i)}</p>
      <p class="small quiet">${this.text(`${i}_hint`)}</p>
    </div>`}};c([u({attribute:!1})],R.prototype,"feed",2),c([u({attribute:!1})],R.prototype,"version",2),c([u({attribute:!1})],R.prototype,"filter",2),c([u({attribute:!1})],R.prototype,"busy",2),c([u({type:Boolean})],R.prototype,"loading",2),c([u()],R.prototype,"error",2),c([h()],R.prototype,"opened",2),c([h()],R.prototype,"far",2),c([j(".scroller")],R.prototype,"scroller",2);var We=g`
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
  #menu {
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
`;var S=class extends y{constructor(){super(...arguments);this.profiles=[];this.heading="";this.search="";this.plain=!1;this.offline=!1;this.searching=!1}static{this.styles=[b,v,We]}render(){let t=this.status.running!==null,i=this.context.permissions.may("sync")&&!this.plain;return a`<header>
        <div class="names">${this.title_()}</div>
        <p class="summary small quiet" title=${this.checked()}>${this.summary()}</p>

        <div class="buttons">
          ${i?this.syncButtons(t):p} ${this.searchButton()}
          ${this.menu(i&&!t)}
        </div>
      </header>
      ${this.searching||this.search?this.searchField():p}`}title_(){let t=this.heading||this.context.profile.title;return this.profiles.length<2?a`<h2 class="one-line">${t}</h2>`:a`<h2 class="switch">
      <select
        aria-label=${this.text("header.profile")}
        @change=${i=>{this.tell("choose-profile",i.target.value)}}
      >
        ${this.profiles.map(i=>a`<option
              value=${i.config_entry_id}
              ?selected=${i.config_entry_id===this.context.profile.config_entry_id}
            >
              ${i.title}
            </option>`)}
      </select>
      <ha-icon icon="mdi:menu-down" aria-hidden="true"></ha-icon>
    </h2>`}summary(){let{last_sync:t,next_full:i}=this.status,{relative:s,moment:r}=this.context.formats,o=[t?this.text("header.last_sync",{when:s(t)}):this.text("header.never")];return i&&o.push(this.text("header.next_full",{when:r(i)})),this.status.dry_run&&o.push(this.text("header.dry_run")),o.join(" \xB7 ")}checked(){let{last_checked:t}=this.status;if(!t)return"";let i=this.context.formats.relative(t);return this.text("header.last_checked",{when:i})}syncButtons(t){let i=(s,r)=>a`<button
        class=${r}
        ?disabled=${t||this.offline}
        @click=${()=>{this.tell("sync",s)}}
      >
        ${this.text(`acts.${s}_sync`)}
      </button>`;return a`${i("poll","wide")}${i("full","filled")}`}searchButton(){return a`<button
      class="icon"
      aria-label=${this.text("header.search")}
      aria-expanded=${String(this.searching)}
      @click=${async()=>{this.searching=!this.searching,!this.searching&&this.search&&this.tell("filter-text",""),await this.updateComplete,this.renderRoot.querySelector("input")?.focus()}}
    >
      <ha-icon icon="mdi:magnify"></ha-icon>
    </button>`}searchField(){return a`<div class="search" role="search">
      <input
        type="search"
        .value=${this.search}
        placeholder=${this.text("header.search_hint")}
        aria-label=${this.text("header.search")}
        @input=${t=>{this.tell("filter-text",t.target.value)}}
      />
    </div>`}menu(t){let i=this.context.permissions.may("get_pins"),s=this.context.profile.config_entry_id,r=(o,l,d="")=>a`<button
        class="item ${d}"
        @click=${()=>{this.renderRoot.querySelector("#menu")?.hidePopover(),l()}}
      >
        ${o}
      </button>`;return a`<button
        class="icon"
        popovertarget="menu"
        aria-label=${this.text("header.more")}
        @click=${this.placeMenu}
      >
        <ha-icon icon="mdi:dots-vertical"></ha-icon>
      </button>
      <div id="menu" popover>
        ${t?r(this.text("acts.poll_sync"),()=>{this.tell("sync","poll")},"narrow"):p}
        ${i?r(this.text("header.pins"),()=>{this.tell("show-pins")}):p}
        <a
          class="item"
          href="/config/integrations/integration/plex_sync#config_entry=${s}"
          >${this.text("header.open_profile")}</a
        >
      </div>`}placeMenu(t){let i=t.currentTarget.getBoundingClientRect(),s=this.renderRoot.querySelector("#menu");if(!s)return;s.style.top=`${i.bottom+4}px`,getComputedStyle(this).direction==="rtl"?s.style.left=`${Math.max(8,i.left)}px`:s.style.right=`${Math.max(8,window.innerWidth-i.right)}px`}};c([u({attribute:!1})],S.prototype,"status",2),c([u({attribute:!1})],S.prototype,"profiles",2),c([u()],S.prototype,"heading",2),c([u()],S.prototype,"search",2),c([u({type:Boolean})],S.prototype,"plain",2),c([u({type:Boolean})],S.prototype,"offline",2),c([h()],S.prototype,"searching",2);var Ui=["synced","failed","not_found","deleted","undone"],Li=["synced","failed","not_found","review","pending","deleted","undone"],rt=class extends y{constructor(){super(...arguments);this.counters={};this.chosen=null}static{this.styles=[b,v,g`
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
    `]}render(){let t=Li.filter(i=>Ui.includes(i)||i===this.chosen||this.counters[i]);return a`<div class="outcomes" style="--columns:${t.length}" role="group">
      ${t.map(i=>this.card(i))}
    </div>`}card(t){let i=this.counters[t]??0;return a`<button
      class=${Ct[t]??""}
      aria-pressed=${String(t===this.chosen)}
      @click=${()=>{this.tell("filter-outcome",t===this.chosen?null:t)}}
    >
      <b>${this.context.formats.number(i)}</b>
      <span class="name one-line">${this.text(`outcomes.${t}`)}</span>
    </button>`}};c([u({attribute:!1})],rt.prototype,"counters",2),c([u({attribute:!1})],rt.prototype,"chosen",2);var ee=100,Ge=5,Di=new Set(["too_many_deleted","too_many_lowered","sequence_halved","library_shrunk"]),C=class extends y{constructor(){super(...arguments);this.busy=!1;this.changes=[];this.cursor=0;this.open=!1;this.count=Ge;this.error=""}static{this.styles=[b,v,g`
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
    `]}willUpdate(t){let i=t.get("plan");i&&i.at!==this.plan.at&&(this.changes=[],this.cursor=0,this.open=!1)}render(){let{plan:t}=this,i=Di.has(t.reason),s=this.context.permissions.may("apply_plan")&&(!i||this.context.profile.rights.administer);return a`<section aria-label=${this.text("plan.label")}>
      <h3>${this.title_()}</h3>
      <p class="small quiet">${this.counts().join(" \xB7 ")}</p>
      ${this.open?this.list():p}
      ${this.error?a`<p role="alert" class="deletes">${this.error}</p>`:p}
      <div class="acts">
        ${s?a`<button
                class="filled"
                ?disabled=${this.busy}
                @click=${()=>{this.tell("apply-plan",t)}}
              >
                ${this.text("acts.apply")}
              </button>`:p}
        ${this.context.permissions.may("get_plan")?a`<button aria-expanded=${String(this.open)} @click=${()=>this.toggle()}>
                ${this.text(this.open?"acts.hide_changes":"acts.show_changes")}
              </button>`:p}
        ${this.context.permissions.may("discard_plan")?a`<button
                class="link"
                ?disabled=${this.busy}
                @click=${()=>{this.tell("discard-plan",t)}}
              >
                ${this.text("acts.discard")}
              </button>`:p}
      </div>
      ${i&&!s&&this.context.profile.rights.act?a`<p class="small quiet">${this.text("plan.administrator")}</p>`:p}
    </section>`}title_(){let{reason:t,details:i}=this.plan,{count:s,total:r,title:o}=i;return this.context.texts.maybe(`plan.${t}`,{count:Number(s??0),total:Number(r??0),title:I(o??"")})??this.text("plan.preview")}counts(){let{counts:t,at:i}=this.plan;return[...["changes","created","deleted","lowered"].filter(s=>t[s]||s==="changes").map(s=>this.text(`plan.${s}`,{count:t[s]})),this.text("plan.made",{when:this.context.formats.moment(i)})]}list(){let t=this.changes.slice(0,this.count),i=this.changes.length>this.count||this.cursor!==null;return a`<ul>
      ${t.map(s=>a`<li>
            <span>${s.title}<span class="small quiet">${zi(s)}</span></span>
            <span class="small ${s.deletes?"deletes":"quiet"}"
              >${this.line(s)}</span
            >
          </li>`)}
      ${i?a`<button class="link" @click=${()=>this.showMore()}>
              ${this.text(this.changes.length?"acts.show_more":"feed.loading")}
            </button>`:p}
    </ul>`}line(t){return this.context.say.line({edits:[...t.edits,...t.conflicts],more_edits:0,created:t.creates,deleted:t.deletes,subjects:t.subjects})}async toggle(){this.open=!this.open,this.open&&!this.changes.length&&await this.load()}async showMore(){this.count=this.count===Ge?ee:this.count+ee,this.changes.length<this.count&&await this.load()}async load(){if(this.cursor!==null){this.error="";try{let t=await this.context.api.plan(this.cursor,ee);this.changes=[...this.changes,...t.changes].sort(Ii),this.cursor=this.changes.length<t.change_count?t.cursor:null}catch(t){this.error=this.text("state.error",{message:w(t)})}}}};c([u({attribute:!1})],C.prototype,"plan",2),c([u({type:Boolean})],C.prototype,"busy",2),c([h()],C.prototype,"changes",2),c([h()],C.prototype,"cursor",2),c([h()],C.prototype,"open",2),c([h()],C.prototype,"count",2),c([h()],C.prototype,"error",2);function Ii(n,e){return Number(e.deletes)-Number(n.deletes)||Number(e.lowers)-Number(n.lowers)||e.edits.length-n.edits.length}function zi(n){let e=n.subjects[0]?.subtitle;return e?` \xB7 ${e}`:""}var F=class extends y{constructor(){super(...arguments);this.stoppable=!1;this.stopping=!1;this.waited=0;this.#t=0}#t;#e;static{this.styles=[b,v,g`
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
    `]}willUpdate(t){t.has("status")&&(this.status.running===null&&(this.stopping=!1),clearInterval(this.#e),this.waited=0,this.status.progress?.waiting_seconds&&(this.#t=Date.now(),this.#e=setInterval(()=>{this.waited=(Date.now()-this.#t)/1e3},1e3)))}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#e)}render(){let{progress:t}=this.status,i=t?.total??null,s=t?.processed??0,r=i?Math.min(100,100*s/i):null,o=r===null?"open":t?.waiting_seconds?"waiting":"";return a`<div class="line small">
        <span class="what one-line"
          >${this.stage()}<span class="quiet">${this.section()}</span></span
        >
        ${i?a`<span class="count quiet"
                >${this.text("progress.of",{done:s,total:i})}</span
              >`:p}
        ${this.stoppable?a`<button
                class="link small"
                ?disabled=${this.stopping}
                @click=${()=>{this.stopping=!0,this.tell("stop-run")}}
              >
                ${this.text(this.stopping?"acts.stopping":"acts.stop")}
              </button>`:p}
      </div>
      <div
        class="meter ${o}"
        role="progressbar"
        aria-label=${this.text("progress.label")}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${r===null?p:Math.round(r)}
      >
        <i style="width:${r??30}%"></i>
      </div>`}stage(){let{progress:t}=this.status;if(!t)return this.text("stages.reading");let i=t.waiting_seconds;if(t.stage==="waiting"&&i){let s=Math.max(0,Math.round(i-this.waited));return this.text("progress.wait_for",{time:this.context.formats.duration(s)})}return this.text(`stages.${t.stage}`)}section(){let{progress:t}=this.status;if(!t?.section)return"";let{section:i,section_index:s,section_count:r}=t;return` \xB7 ${r>1?this.text("progress.section",{section:i,index:s,count:r}):i}`}};c([u({attribute:!1})],F.prototype,"status",2),c([u({type:Boolean})],F.prototype,"stoppable",2),c([h()],F.prototype,"stopping",2),c([h()],F.prototype,"waited",2);var Ze=g`
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
    column-gap: 5px;
    margin-top: 1px;
    overflow-wrap: anywhere;
  }
  .origin > :not(:last-child)::after {
    content: "·" / "";
    display: inline-block;
    margin-inline-start: 5px;
    color: var(--quiet);
  }
  .origin ha-icon {
    --mdc-icon-size: 13px;
    margin-inline-start: 3px;
    vertical-align: 1px;
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
  :host(:dir(rtl)) .arrow {
    transform: scaleX(-1);
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
`;var X=class extends y{constructor(){super(...arguments);this.opened=null;this.busy=!1}static{this.styles=[b,v,Ze]}render(){let{record:t}=this,i=Ct[t.outcome]??"gone";return a`<article class="entry ${i}" aria-labelledby="title">
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
      ${this.opened?a`<div class="below">${this.below()}</div>`:p}
    </article>`}origin(){let{record:t}=this,i=t.subjects.length-1,s=[t.subtitle,i>0?this.text("record.subjects",{count:i}):"",t.section,t.undone_by===null?"":this.text("record.undid")].filter(Boolean),r=new Map([...t.links,...t.subjects.flatMap(o=>o.links)].map(o=>[o.url,o]));return a`<div class="origin small quiet">
      <span class="outcome">${this.text(`outcomes.${t.outcome}`)}</span>
      ${s.map(o=>a`<span>${o}</span>`)}
      ${[...r.values()].slice(0,4).map(o=>this.link(o))}
    </div>`}link(t){return a`<a
      href=${t.url}
      target="_blank"
      rel="noreferrer noopener"
      aria-label=${this.text("record.open_at",{service:t.label})}
      >${t.label}<ha-icon icon="mdi:open-in-new" aria-hidden="true"></ha-icon
    ></a>`}changes(){return a`<p class="pieces">
      ${this.context.say.pieces(this.record).map(t=>this.piece(t))}
    </p>`}piece({label:t,from:i,to:s}){return a`<span class="piece"
      >${t?a`<span>${t}</span>`:p}
      ${i&&s?a`<span class="from">${i}</span
              ><span class="arrow" aria-hidden="true">→</span
              ><span class="only-heard">→</span>`:p}
      ${s?a`<span class="to">${s}</span>`:p}</span
    >`}problem(){let t=this.context.say.advice(this.record);return a`<p class="trouble">${this.context.say.problem(this.record)}</p>
      ${t?a`<p class="small quiet">${t}</p>`:p}`}acts(){let t=this.context.permissions.actsOf(this.record);return t.length?a`<div class="acts">${t.map(i=>this.actButton(i))}</div>`:p}actButton(t){let i=t==="difference"||t==="why",s=i&&this.opened===t,r=t==="delete";return a`<button
      class=${r?"icon":"link"}
      ?disabled=${this.busy&&!i}
      aria-expanded=${i?String(s):p}
      aria-label=${r?this.text("acts.delete"):p}
      title=${r?this.text("acts.delete"):p}
      aria-describedby="title"
      @click=${()=>{this.tell("act",{act:t,record:this.record})}}
    >
      ${r?a`<ha-icon icon="mdi:delete-outline"></ha-icon>`:this.actName(t,s)}
    </button>`}actName(t,i){if(i)return this.text(`acts.hide_${t}`);let s=this.record.edits.length+this.record.more_edits;return t==="difference"&&s>1?this.text("acts.difference_count",{count:s}):this.text(`acts.${t}`)}below(){return this.opened==="difference"?a`<plex-sync-difference
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-difference>`:a`<plex-sync-why
          .context=${this.context}
          .record=${this.record}
        ></plex-sync-why>`}};c([u({attribute:!1})],X.prototype,"record",2),c([u({attribute:!1})],X.prototype,"opened",2),c([u({type:Boolean})],X.prototype,"busy",2);var L=class extends y{constructor(){super(...arguments);this.query="";this.suggested=[];this.hits=null;this.searching=!1;this.error="";this.#t=0}#t;static{this.styles=[b,v,g`
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
    `]}firstUpdated(){this.query&&this.search()}render(){return a`<form
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
      ${this.suggested.length?a`<h3>${this.text("choose.candidates")}</h3>
              ${this.list(this.suggested)}`:p}
      <div role="status">${this.found()}</div>`}found(){return this.searching?this.text("feed.loading"):this.error?a`<span class="bad">${this.error}</span>`:this.hits?this.hits.length?a`<h3>${this.text("choose.results")}</h3>
      ${this.list(this.hits)}`:this.text("choose.none",{text:this.query}):p}list(t){return a`<ul>
      ${t.map(i=>a`<li>
            <plex-sync-cover
              .context=${this.context}
              .pictures=${i.cover?[i.cover]:[]}
              .title=${i.title}
              .adult=${i.is_adult??!1}
            ></plex-sync-cover>
            <div class="name">
              <a
                href="https://anilist.co/anime/${i.id}"
                target="_blank"
                rel="noreferrer noopener"
                >${i.title}</a
              >
              <div class="small quiet">${this.facts(i)}</div>
            </div>
            <button
              @click=${()=>{this.tell("chosen",i)}}
            >
              ${this.text("acts.use")}
            </button>
          </li>`)}
    </ul>`}facts(t){return[t.format??"",t.year?String(t.year):"",t.episodes?this.text("choose.episodes",{count:t.episodes}):"",`AniList ${t.id}`].filter(Boolean).join(" \xB7 ")}async search(){let t=this.query.trim();if(!t)return;let i=++this.#t;this.searching=!0,this.error="";try{let{results:s}=await this.context.api.act("search_anilist",{query:t});i===this.#t&&(this.hits=s)}catch(s){if(i!==this.#t)return;this.error=this.text("state.error",{message:w(s)})}finally{i===this.#t&&(this.searching=!1)}}};c([u()],L.prototype,"query",2),c([u({attribute:!1})],L.prototype,"suggested",2),c([h()],L.prototype,"hits",2),c([h()],L.prototype,"searching",2),c([h()],L.prototype,"error",2);var Bi="changed_since",qt=class{constructor(e,t,i,s){this.context=e;this.dialogs=t;this.toast=i;this.busy=s}#t=(e,t)=>this.context().texts.text(e,t);async perform({act:e,record:t}){let i={undo:this.#e,redo:this.#i,retry:this.#a,ignore:this.#o,choose:this.#l,delete:this.#d,pin:this.#h};await this.#c(async()=>{this.busy(t.record,!0);try{await i[e]?.(t)}finally{this.busy(t.record,!1)}})}async sync(e){await this.#c(async()=>{let t=await this.context().api.act("sync",{kind:e});this.toast({message:this.#t(t.queued?"toast.queued":"toast.sync")})})}async stop(){await this.#c(()=>this.context().api.act("stop"))}async undoRun(e){let t=(e.counts.synced??0)+(e.counts.deleted??0),i=this.context().formats.moment(e.started_at),{confirmed:s}=await this.dialogs().confirm.ask({title:this.#t("confirm.undo_run_title"),texts:[this.#t("confirm.undo_run_text",{count:t,when:i})],confirm:this.#t("acts.undo_run"),danger:!0});s&&await this.#c(async()=>{let r=await this.#r("undo",{run_id:e.run});r&&this.#s("toast.undone_run","redo",r)})}async applyPlan(e){let{changes:t,deleted:i}=e.counts,{confirmed:s}=await this.dialogs().confirm.ask({title:this.#t("plan.apply_title"),texts:[this.#t("plan.apply_text",{count:t}),i?this.#t("plan.apply_deletes",{count:i}):""],confirm:this.#t("acts.apply"),danger:i>0});s&&await this.#c(async()=>{let r=await this.context().api.act("apply_plan"),o=(r.counts?.synced??0)+(r.counts?.deleted??0),l=r.changed_since?.length??0,d=[this.#t("plan.applied",{count:o})];l&&d.push(this.#t("plan.changed_since",{count:l}));let{run:f}=r;this.toast({message:d.join(" \xB7 "),...f?this.#n("undo",{run_id:f}):{}})})}async discardPlan(){let{confirmed:e}=await this.dialogs().confirm.ask({title:this.#t("plan.discard_title"),texts:[this.#t("plan.discard_text")],confirm:this.#t("acts.discard")});e&&await this.#c(async()=>{await this.context().api.act("discard_plan"),this.toast({message:this.#t("plan.discarded")})})}#e=async e=>{let{title:t}=e,i=this.context().say.line(e),{confirmed:s,option:r}=await this.dialogs().confirm.ask({title:this.#t("confirm.undo_title"),texts:[e.created?this.#t("confirm.undo_created",{title:t}):this.#t("confirm.undo_text",{title:t,changes:i})],confirm:this.#t("acts.undo"),danger:e.created,...this.context().permissions.may("pin")?{option:this.#t("acts.undo_pin")}:{}});if(!s)return;let o=await this.#r("undo",{record_ids:[e.record],...r?{pin:!0}:{}});o&&this.#s("toast.undone","redo",o,t)};#i=async e=>{let{title:t}=e,i=this.context().say.line(e),{confirmed:s}=await this.dialogs().confirm.ask({title:this.#t("confirm.redo_title"),texts:[this.#t("confirm.redo_text",{title:t,changes:i})],confirm:this.#t("acts.redo")});if(!s)return;let r=await this.#r("redo",{record_ids:[e.record]});r&&this.#s("toast.redone","undo",r,t)};#s(e,t,i,s=""){let r=i.records??[];this.toast({message:this.#t(e,{title:s}),...r.length?this.#n(t,{record_ids:r}):{}})}#n(e,t){let{api:i,permissions:s}=this.context();return s.may(e)?{action:{text:this.#t(e==="redo"?"acts.redo":"acts.undo"),run:()=>i.act(e,t)}}:{}}async#r(e,t){let{api:i}=this.context(),s=null,r="";try{if(s=await i.act(e,t),!s.conflicts?.length)return s}catch(l){if(!Fi(l))throw l;r=w(l)}let{confirmed:o}=await this.dialogs().confirm.ask({title:this.#t("confirm.conflict_title"),texts:[r,this.#t("confirm.conflict_text")],confirm:this.#t("confirm.overwrite"),danger:!0});return o?i.act(e,{...t,confirm_conflicts:!0}):s}#a=async e=>{this.toast({message:this.#t("toast.retry",{title:e.title})}),await this.context().api.act("retry",{record_ids:[e.record]})};#o=async e=>{let{title:t}=e,{confirmed:i}=await this.dialogs().confirm.ask({title:this.#t("confirm.ignore_title"),texts:[this.#t("confirm.ignore_text",{title:t})],confirm:this.#t("acts.ignore")});i&&(await this.context().api.act("ignore",{record:e.record}),this.toast({message:this.#t("toast.ignored",{title:t})}))};#l=async e=>{let t=await this.dialogs().choose.ask(e);if(!t)return;let{api:i,permissions:s}=this.context(),r=e.subjects[0]?.key;await i.act("set_mapping",{subject:r,anilist_id:t.id}),this.toast({message:this.#t("toast.chosen",{title:t.title}),...this.#n("remove_mapping",{subject:r})}),s.may("retry")&&await i.act("retry",{record_ids:[e.record]})};#d=async e=>{let{title:t}=e,i=e.problem!==null,{confirmed:s,option:r}=await this.dialogs().confirm.ask({title:this.#t("confirm.delete_title"),texts:[this.#t(i?"confirm.delete_problem_text":"confirm.delete_text",{title:t})],confirm:this.#t("confirm.delete"),danger:!0,...i?{option:this.#t("confirm.delete_ignore")}:{}});s&&(await this.context().api.act("delete_history",{record_ids:[e.record],...r?{ignore:!0}:{}}),this.toast({message:this.#t("toast.removed")}))};#h=async e=>{e.target&&await this.dialogs().pins.showOne(e.target,e.title)};async#c(e){try{await e()}catch(t){this.toast({message:this.#t("state.error",{message:w(t)})})}}};function Fi(n){return typeof n=="object"&&n!==null&&"translation_key"in n&&n.translation_key===Bi}var Vi="not_found",ie="unknown_command",Ki=250,Wi=2e3,Gi=500,ot=class{constructor(e,t,i,s,r=()=>{}){this.hass=e;this.entry=t;this.changed=i;this.isScrolled=s;this.arrived=r;this.feed=new Nt;this.filter={outcome:null,text:""};this.standing="loading";this.offline=!1;this.profile=null;this.status=null;this.counters={};this.plan=null;this.loading=!1;this.error="";this.version=0;this.#s=0;this.#n=!1;this.#r=!1;this.#u=()=>{this.offline=!0,this.#t=void 0,clearTimeout(this.#e),this.changed()};this.#m=()=>{this.offline=!1,clearTimeout(this.#e),this.#l(),this.changed()}}#t;#e;#i;#s;#n;#r;get#a(){return new z(this.hass,this.entry)}async open(){let{connection:e}=this.hass();this.#n=!0,e.addEventListener("disconnected",this.#u),e.addEventListener("ready",this.#m),await this.#l()}close(){if(this.#r=!0,!this.#n)return;let{connection:e}=this.hass();e.removeEventListener("disconnected",this.#u),e.removeEventListener("ready",this.#m),clearTimeout(this.#e),clearTimeout(this.#i),this.#d()}narrow(e){let t=e.text!==void 0;this.filter={...this.filter,...e},clearTimeout(this.#i),t?this.#i=setTimeout(()=>{this.reload()},Ki):this.reload(),this.changed()}async reload(){await this.#o(null,e=>{this.feed.reset(e.records,e.runs,e.next)})}async more(){let{next:e}=this.feed;this.loading||e===null&&!this.error||await this.#o(e,t=>{e===null?this.feed.reset(t.records,t.runs,t.next):this.feed.append(t.records,t.runs,t.next)})}letIn(){this.feed.letIn(),this.#p()}async#o(e,t){let i=++this.#s;this.loading=!0,this.error="",this.changed();try{let s=await this.#a.history(this.filter,e);i===this.#s&&t(s)}catch(s){i===this.#s&&(this.error=w(s))}finally{i===this.#s&&(this.loading=!1,this.#p())}}async#l(){this.#d();try{let e=await this.hass().connection.subscribeMessage(t=>{this.#r||this.#h(t)},{type:"plex_sync/subscribe",config_entry_id:this.entry},{resubscribe:!1});this.#r?e():this.#t=e}catch(e){let{code:t}=e;this.error="",t===Vi?this.standing="removed":(this.standing=t===ie?"reloading":"failed",this.standing==="failed"&&(this.error=w(e)),this.#e=setTimeout(()=>{this.#l()},Wi)),this.changed()}}#d(){let e=this.#t;this.#t=void 0,e&&Promise.resolve(e()).catch(()=>{})}#h(e){switch(e.type){case"first":this.#c(e);break;case"status":this.status=e.status;break;case"counters":this.counters=e.counters;break;case"plan":this.plan=e.plan;break;case"records":this.#g(e);break;case"gone":this.standing=e.reason==="removed"?"removed":"reloading"}this.#p()}#c(e){let t=this.filter.outcome!==null||this.filter.text.trim()!=="",i=this.feed.size;this.standing="live",this.profile=e.profile,this.status=e.status,this.counters=e.counters,this.plan=e.plan,t?this.reload():i<=50||i>Gi?(this.#s++,this.loading=!1,this.error="",this.feed.reset(e.page.records,e.page.runs,e.page.next)):this.#f(e.page)}async#f(e){let t=++this.#s,i=this.feed.oldest??0,s=[e];try{for(let{next:r}=e;r!==null&&r>i;){let o=await this.#a.history(this.filter,r);s.push(o),{next:r}=o}}catch{}if(t===this.#s){this.feed.reset(e.records,e.runs,e.next);for(let r of s.slice(1))this.feed.append(r.records,r.runs,r.next);this.#p()}}#g(e){this.feed.addRuns(e.runs);for(let i of e.removed)this.feed.remove(i);let t=e.added.filter(i=>Xt(i,this.filter));this.feed.add(t,this.isScrolled());for(let i of e.changed)Xt(i,this.filter)?this.feed.get(i.record)?this.feed.change(i):this.feed.add([i],this.isScrolled()):this.feed.remove(i.record);t.length&&this.arrived(t.length)}#u;#m;#p(){this.version++,this.changed()}};var Zi=36e5;function Ye(n,e){let t=Date.now(),i=new ot(n,"",()=>{},()=>!1);i.standing="live",i.profile=Yi(),i.counters={synced:456,failed:0,not_found:1,deleted:0,undone:3},i.status={activity:"idle",running:null,progress:null,last_sync:tt(t-12e4),last_checked:tt(t-12e4),next_full:tt(t+8*Zi),next_poll:null,dry_run:!1,problem:null};let s=e.text("explain.season",{season:1}),r=(o,l,d)=>({field:o,before:l,after:d,kind:"set",rule:"some_watched"});return i.feed.reset([se(4,"Frieren: Beyond Journey\u2019s End",s,t,[r("progress",8,9)]),se(3,"Dororo",s,t,[r("progress",23,24),r("status","CURRENT","COMPLETED")]),{...se(2,"Kino\u2019s Travels",s,t,[]),outcome:"not_found",problem:"not_found",reason:"id_unknown"}],[Qi(t)],null),i}function Yi(){return{config_entry_id:"",title:"Plex Sync",kind:"anime",status_entity_id:null,rights:{act:!1,administer:!1}}}function Qi(n){return{run:1,kind:"poll",origin:"notification",started_at:tt(n-12e4),ended_at:tt(n-118e3),seconds:1.8,result:"ok",reason:"",message:"",counts:{synced:2,not_found:1},notes:{}}}function se(n,e,t,i,s){return{record:n,run:1,outcome:"synced",problem:null,at:tt(i-12e4),first_seen:tt(i-12e4),times:1,closed_at:null,target:null,title:e,subtitle:t,section:"Anime",subjects:[{key:"",title:e,subtitle:t,section:"Anime",kind:"season",links:[]}],pictures:[],links:[],edits:s,more_edits:0,created:!1,deleted:!1,reason:"",message:"",details:{},undoes:[],undone_by:null}}function tt(n){return new Date(n).toISOString()}function at(n,e=p){return a`<div class="notice" role="status">
    <p>${n}</p>
    ${e}
  </div>`}function Qe(n,{text:e}){if(n.offline)return ne("mdi:lan-disconnect",e("state.offline"));if(n.standing!=="live")return ne("mdi:reload",e("state.reloading"));let t=n.status?.problem;return t?ne("mdi:alert-circle-outline",e("state.problem",{text:t.text}),"bad"):p}function ne(n,e,t=""){return a`<div class="bar ${t}" role="status">
    <ha-icon icon=${n} aria-hidden="true"></ha-icon><span>${e}</span>
  </div>`}function Xe(n,{text:e}){let{outcome:t}=n.filter,i=n.filter.text.trim();if(!t&&!i)return p;let s=[t?e("feed.only",{outcome:e(`outcomes.${t}`)}):"",i?e("feed.found",{text:i}):""];return a`<div class="filter small quiet">
    <span>${s.filter(Boolean).join(" \xB7 ")}</span>
    <button
      class="link small"
      @click=${()=>{n.narrow({outcome:null}),i&&n.narrow({text:""})}}
    >
      ${e("acts.clear")}
    </button>
  </div>`}var ti=g`
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
`;var Xi=8e3;function Ht(n,{message:e,action:t}){let i=t&&{text:t.text,action:()=>{t.run().catch(r=>{Ht(n,{message:w(r)})})}},s={message:e,...i?{duration:Xi,dismissable:!0,action:i}:{}};n.dispatchEvent(new CustomEvent("hass-notification",{detail:s,bubbles:!0,composed:!0}))}var ts=3e4,es=2e3,ei="plex-sync-profile",A=class extends O{constructor(){super(...arguments);this.sample=!1;this.profiles=null;this.error="";this.busy=new Set;this.planBusy=!1;this.said="";this.#t=null;this.#e=null;this.#i=[];this.#r="";this.#a="";this.#o=new qt(()=>this.context,()=>({confirm:this.find("plex-sync-confirm"),choose:this.find("plex-sync-choose"),pins:this.find("plex-sync-pins")}),t=>{Ht(this,t)},(t,i)=>{let s=new Set(this.busy);i?s.add(t):s.delete(t),this.busy=s});this.onOutcome=t=>{this.#t?.narrow({outcome:t.detail}),this.feedList?.scrollToTop()};this.onProfile=t=>{localStorage.setItem(ei,t.detail),this.watch(t.detail)}}#t;#e;#i;#s;#n;#r;#a;static{this.styles=[b,v,ti]}#o;find(t){return this.renderRoot.querySelector(t)}connectedCallback(){super.connectedCallback(),this.#s=setInterval(()=>{this.#i=[],this.requestUpdate()},ts),this.hasUpdated&&this.begin()}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.#s),clearTimeout(this.#n),this.#t?.close(),this.#t=null}shouldUpdate(t){if(t.size>1||!t.has("hass"))return!0;let i=t.get("hass");return i===void 0||i.locale!==this.hass.locale||i.services!==this.hass.services||i.connected!==this.hass.connected}willUpdate(){let{language:t}=this.hass.locale;t!==this.#r&&(this.#r=t,ae(t).then(i=>{this.texts=i}))}firstUpdated(){this.begin()}updated(t){let i=t.get("config");if(!i||!this.#t)return;(i.config_entry!==this.config.config_entry||i.outcome!==this.config.outcome)&&this.begin()}async begin(){if(clearTimeout(this.#n),this.#t?.close(),this.#t=null,this.error="",this.sample){this.#t=Ye(()=>this.hass,this.localizer()),this.profiles=[],this.requestUpdate();return}try{this.profiles=await z.profiles(this.hass)}catch(i){let s=i.code===ie;this.error=s?"":w(i),this.isConnected&&(this.#n=setTimeout(()=>{this.begin()},es));return}let t=this.config.config_entry??this.remembered()??this.profiles[0]?.config_entry_id;t&&this.isConnected&&this.watch(t)}remembered(){let t=localStorage.getItem(ei);return this.profiles?.find(i=>i.config_entry_id===t)?.config_entry_id}watch(t){this.#t?.close();let i=new ot(()=>this.hass,t,()=>{this.sayStage(),this.requestUpdate()},()=>this.feedList?.isScrolled??!1,s=>{this.said=this.localizer().text("feed.new_said",{count:s})});this.#t=i,this.config.outcome&&(i.filter.outcome=this.config.outcome),i.open(),this.requestUpdate()}sayStage(){let t=this.#t?.status,i=t?.running?t.progress?.stage??"reading":"";i!==this.#a&&(this.#a=i,i&&(this.said=this.localizer().text(`stages.${i}`)))}localizer(){return this.#e?.texts??new gt(this.hass.locale.language,this.texts)}get context(){let t=this.#t?.profile;if(!t)throw new Error("There is no profile yet.");let{hass:i,texts:s}=this,r=this.config.blur_adult??!0,o=[i.locale,i.services,i.config.time_zone,s,t,r];return(!this.#e||o.some((l,d)=>l!==this.#i[d]))&&(this.#i=o,this.#e=je(i,t,s,()=>this.hass,r)),this.#e}render(){let t=Pe(this.hass.locale.language)?"rtl":"ltr",i=this.config.height?`--feed-height:${this.config.height}px`:"";return a`<ha-card class=${this.layout??""} dir=${t} style=${i}>
      ${this.content()}
      <div class="only-heard" aria-live="polite">${this.said}</div>
    </ha-card>`}content(){let t=this.#t,{text:i}=this.localizer();if(this.error)return at(i("state.error",{message:this.error}),this.again());if(this.profiles?.length===0&&!t&&!this.config.config_entry)return at(i("state.none"),a`<p class="quiet">${i("state.none_hint")}</p>
          ${this.hass.user?.is_admin?a`<a href="/config/integrations/dashboard/add?domain=plex_sync"
                  >${i("state.add")}</a
                >`:p}`);if(t?.standing==="removed")return this.removed();if(t?.standing==="failed"&&!t.profile)return at(i("state.error",{message:t.error}),this.again());if(!t?.profile||!t.status){let s=t?.standing==="reloading"?"reloading":"loading";return at(i(`state.${s}`))}return this.live(t,this.context)}again(){return a`<button @click=${()=>this.begin()}>
      ${this.localizer().text("acts.try_again")}
    </button>`}removed(){let{text:t}=this.localizer(),i=(this.profiles??[]).filter(s=>s.config_entry_id!==this.#t?.entry);return at(t("state.removed"),i.length?a`<p class="quiet">${t("state.removed_hint")}</p>
            <div class="choices">
              ${i.map(s=>a`<button
                    @click=${()=>{this.watch(s.config_entry_id)}}
                  >
                    ${s.title}
                  </button>`)}
            </div>`:a`<p class="quiet">${t("state.none_hint")}</p>`)}live(t,i){let{status:s,feed:r}=t;if(!s)return a``;let o=this.config.config_entry?[]:this.profiles??[];return a`<section
      class="card"
      aria-label=${i.texts.text("card.label",{profile:i.profile.title})}
      @sync=${l=>this.#o.sync(l.detail)}
      @stop-run=${()=>this.#o.stop()}
      @act=${l=>this.#o.perform(l.detail)}
      @undo-run=${l=>this.#o.undoRun(l.detail)}
      @apply-plan=${l=>this.withPlan(()=>this.#o.applyPlan(l.detail))}
      @discard-plan=${()=>this.withPlan(()=>this.#o.discardPlan())}
      @show-pins=${()=>this.find("plex-sync-pins").showAll()}
      @filter-outcome=${this.onOutcome}
      @filter-text=${l=>{t.narrow({text:l.detail})}}
      @load-more=${()=>t.more()}
      @let-in=${()=>{t.letIn()}}
      @choose-profile=${this.onProfile}
      @toast=${l=>{Ht(this,l.detail)}}
    >
      ${Qe(t,i.texts)}
      <plex-sync-header
        .context=${i}
        .status=${s}
        .profiles=${o}
        .heading=${this.config.title??""}
        .search=${t.filter.text}
        .plain=${this.config.hide_controls??!1}
        .offline=${t.offline||t.standing!=="live"}
      ></plex-sync-header>
      ${s.running?a`<plex-sync-progress
              .context=${i}
              .status=${s}
              .stoppable=${i.permissions.may("stop")}
            ></plex-sync-progress>`:p}
      ${t.plan?a`<plex-sync-plan
              .context=${i}
              .plan=${t.plan}
              .busy=${this.planBusy||s.running!==null}
            ></plex-sync-plan>`:p}
      <plex-sync-outcomes
        .context=${i}
        .counters=${t.counters}
        .chosen=${t.filter.outcome}
      ></plex-sync-outcomes>
      ${Xe(t,i.texts)}
      <plex-sync-feed
        .context=${i}
        .feed=${r}
        .version=${t.version}
        .filter=${t.filter}
        .busy=${this.busy}
        .loading=${t.loading}
        .error=${t.error}
      ></plex-sync-feed>
      <plex-sync-confirm .context=${i}></plex-sync-confirm>
      <plex-sync-choose .context=${i}></plex-sync-choose>
      <plex-sync-pins .context=${i}></plex-sync-pins>
    </section>`}async withPlan(t){this.planBusy=!0,await t(),this.planBusy=!1}get records(){return this.#t?.feed.chunks.flatMap(t=>t.records)??[]}};c([u({attribute:!1})],A.prototype,"hass",2),c([u({attribute:!1})],A.prototype,"config",2),c([u({attribute:!1})],A.prototype,"layout",2),c([u({type:Boolean})],A.prototype,"sample",2),c([h()],A.prototype,"profiles",2),c([h()],A.prototype,"texts",2),c([h()],A.prototype,"error",2),c([h()],A.prototype,"busy",2),c([h()],A.prototype,"planBusy",2),c([h()],A.prototype,"said",2),c([j("plex-sync-feed")],A.prototype,"feedList",2);var J=class extends y{constructor(){super(...arguments);this.explanation=null;this.asking=!1;this.error=""}static{this.styles=[b,v,g`
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
    `]}render(){let t=this.context.say.tried(this.record),i=this.record.message;return a`<div class="box small">
      <ul class="quiet">
        ${t.map(s=>a`<li>${s}</li>`)}
        ${i&&!this.context.say.problem(this.record).includes(i)?a`<li>${i}</li>`:p}
        ${t.length||i?p:a`<li>${this.context.say.problem(this.record)}</li>`}
      </ul>
      ${this.explanation?this.explained(this.explanation):this.button()}
      ${this.error?a`<p role="alert" class="bad">${this.error}</p>`:p}
    </div>`}button(){return!(this.context.permissions.may("explain")&&this.context.profile.kind==="anime")||!this.record.subjects.length?p:a`<button
      class="link"
      ?disabled=${this.asking}
      @click=${()=>this.explain()}
    >
      ${this.text(this.asking?"feed.loading":"acts.explain")}
    </button>`}explained(t){return t.titles.length?a`${t.titles.map(i=>i.edges.length?a`<ul>
            ${i.edges.map(s=>a`<li>${this.edge(s)}</li>`)}
          </ul>`:a`<p>${this.text("explain.none",{ids:i.ids.join(", ")})}</p>`)}`:a`<p>${this.text("explain.unknown")}</p>`}edge(t){let i=t.season===null?"":this.text("explain.season",{season:t.season}),s=l=>this.text("explain.episodes",{episodes:is(l)}),r=[t.id,i,s(t.episodes)],o=[`AniList ${t.anilist_id}`,s(t.anilist_episodes)];return`${r.filter(Boolean).join(" \xB7 ")} \u2192 ${o.join(" \xB7 ")} (${t.source})`}async explain(){this.asking=!0,this.error="";try{let t=this.record.subjects[0]?.key;this.explanation=await this.context.api.act("explain",{subject:t})}catch(t){this.error=this.text("state.error",{message:w(t)})}finally{this.asking=!1}}};c([u({attribute:!1})],J.prototype,"record",2),c([h()],J.prototype,"explanation",2),c([h()],J.prototype,"asking",2),c([h()],J.prototype,"error",2);function is([n,e]){return e===null?`${n}\u2013`:n===e?String(n):`${n}\u2013${e}`}var ss={"plex-sync-cover":U,"plex-sync-difference":E,"plex-sync-why":J,"plex-sync-record":X,"plex-sync-outcomes":rt,"plex-sync-progress":F,"plex-sync-plan":C,"plex-sync-header":S,"plex-sync-feed":R,"plex-sync-search":L,"plex-sync-confirm":Q,"plex-sync-choose":st,"plex-sync-pins":P,"plex-sync-timeline":A};for(let[n,e]of Object.entries(ss))oe(n,e);
