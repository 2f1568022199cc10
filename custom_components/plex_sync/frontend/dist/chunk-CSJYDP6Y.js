import{f as p}from"./chunk-3UM3SKG5.js";import{a as c,b as i,g as n,h as o,l as u}from"./chunk-4L32OKUO.js";import{a as r}from"./chunk-JFKSI6I7.js";var t=class extends p{constructor(){super(...arguments);this.pictures=[];this.title="";this.adult=!1;this.failed=new Set;this.revealed=!1}static{this.styles=[u,c`
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
    `]}render(){let e=this.pictures.find(f=>!this.failed.has(f)),l=e?i`<img
          src=${e}
          alt=""
          loading="lazy"
          decoding="async"
          @error=${()=>{this.failed=new Set(this.failed).add(e)}}
        />`:i`<span aria-hidden="true">${h(this.title)}</span>`,d=`--hue:${m(this.title)}`;return e&&this.adult&&this.context.blurAdult&&!this.revealed?i`<button
      class="frame"
      style=${d}
      aria-label=${this.text("acts.reveal")}
      @click=${()=>{this.revealed=!0}}
    >
      ${l}
    </button>`:i`<div class="frame" style=${d}>${l}</div>`}};r([n({attribute:!1})],t.prototype,"pictures",2),r([n()],t.prototype,"title",2),r([n({type:Boolean})],t.prototype,"adult",2),r([o()],t.prototype,"failed",2),r([o()],t.prototype,"revealed",2);function h(s){return Array.from(s.trim())[0]?.toLocaleUpperCase()??""}function m(s){let a=0;for(let e of s)a=(a*31+(e.codePointAt(0)??0))%360;return a}export{t as a};
