import{b as n}from"./chunk-QXSIOWPB.js";import"./chunk-5IXVZMBK.js";import{a as d,b as i,d as s,f as c,g as h,h as m,k as f,l as g,m as x,o as v}from"./chunk-4L32OKUO.js";import{b as u}from"./chunk-7ZJVVFNV.js";import{a as p,b as l}from"./chunk-WVRBR6QI.js";import"./chunk-UGMLWQPL.js";import{a as o}from"./chunk-JFKSI6I7.js";var b=d`
  :host {
    display: flex;
    flex-direction: column;
    height: calc(
      100dvh - var(--safe-area-inset-top, 0px) - var(--safe-area-inset-bottom, 0px)
    );
    background: var(--primary-background-color);
    color: var(--primary-text-color);
  }
  header {
    display: flex;
    flex: none;
    gap: 4px 24px;
    align-items: center;
    box-sizing: border-box;
    height: var(--header-height, 56px);
    padding: 0 12px;
    border-bottom: var(--app-header-border-bottom, 1px solid var(--divider-color));
    background: var(--app-header-background-color, var(--card-background-color));
    color: var(--app-header-text-color, var(--primary-text-color));
  }
  h1 {
    margin: 0;
    padding-inline-start: 12px;
    overflow: hidden;
    font-size: var(--ha-font-size-xl, 20px);
    font-weight: var(--ha-font-weight-normal, 400);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .menu {
    width: 48px;
    height: 48px;
    margin-inline-start: -8px;
    border-color: transparent;
    color: inherit;
  }
  nav {
    display: flex;
    align-self: stretch;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: none;
  }
  nav a {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 0 14px;
    border-bottom: 2px solid transparent;
    color: inherit;
    text-decoration: none;
    white-space: nowrap;
    opacity: 0.75;
    --mdc-icon-size: 20px;
  }
  nav a[aria-current] {
    border-color: currentcolor;
    opacity: 1;
  }
  nav a:focus-visible {
    outline: 2px solid currentcolor;
    outline-offset: -4px;
  }
  main {
    flex: 1 1 auto;
    box-sizing: border-box;
    width: 100%;
    max-width: 1200px;
    min-height: 0;
    margin: 0 auto;
    padding: 16px;
    overflow-y: auto;
  }
  :host([narrow]) main {
    padding: 0;
    --ha-card-border-radius: 0;
    --ha-card-border-width: 0;
  }
  :host([narrow]) nav a ha-icon {
    display: none;
  }
  :host([narrow]) header {
    gap: 4px;
  }
  /* On a phone the tabs say enough; a screen reader still hears the name. */
  :host([narrow]) h1:has(+ nav) {
    position: absolute;
    width: 1px;
    height: 1px;
    clip-path: inset(50%);
  }
`;var a=class extends c{constructor(){super(...arguments);this.narrow=!1;this.pages=[];this.#t=new v(this)}#e;#t;static{this.styles=[g,x,b]}firstUpdated(){this.findPages()}async findPages(){try{let t=await u.profiles(this.hass),e=({kinds:r})=>t.some(({kind:y})=>r.includes(y));this.pages=n.filter(e)}catch{this.pages=n}}willUpdate(t){this.dir=f(this.hass.locale.language)?"rtl":"ltr";let{type:e}=this.chosen;this.#e?.localName!==e?this.#e=this.make(e):t.has("hass")&&(this.#e.hass=this.hass)}get chosen(){let t=this.route?.path.split("/")[1],e=n.find(r=>r.path===t)??n[0];if(!e)throw new Error("There is no card.");return e}make(t){let e=document.createElement(t);return customElements.whenDefined(t).then(()=>{e.setConfig({type:t}),e.layout="grid",e.hass=this.hass}),e}render(){return i`<header>
        ${this.menu()}
        <h1>Plex Sync</h1>
        ${this.pages.length>1?this.tabs():s}
      </header>
      <main>${this.#e}</main>`}menu(){return!this.narrow&&this.hass.dockedSidebar!=="always_hidden"?s:i`<button
      class="icon menu"
      aria-label=${this.#t.localizer.text("panel.menu")}
      @click=${()=>{this.dispatchEvent(new CustomEvent("hass-toggle-menu",{bubbles:!0,composed:!0}))}}
    >
      <ha-icon icon="mdi:menu"></ha-icon>
    </button>`}tabs(){let{text:t}=this.#t.localizer,e=this.route?.prefix??"";return i`<nav aria-label=${t("panel.label")}>
      ${this.pages.map(r=>i`<a
            href="${e}/${r.path}"
            aria-current=${r===this.chosen?"page":s}
            ><ha-icon icon=${r.icon} aria-hidden="true"></ha-icon>
            ${t(`panel.${r.path}`)}</a
          >`)}
    </nav>`}};o([h({attribute:!1})],a.prototype,"hass",2),o([h({attribute:!1})],a.prototype,"route",2),o([h({type:Boolean,reflect:!0})],a.prototype,"narrow",2),o([m()],a.prototype,"pages",2);p().then(()=>{l("plex-sync-panel",a)});
