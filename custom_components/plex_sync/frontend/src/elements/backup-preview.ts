/** What is in a backup: its entries to search through, or the JSON; and what is wrong. */

import { html, nothing, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { isEmpty } from "../logic/values.js";
import { controls, tokens } from "../styles/shared.js";
import { BackupApi, type Backup, type Entry, type Preview } from "../wire/backups.js";
import { messageOf } from "../wire/hass.js";
import { highlighted, jsonStyles } from "./backup-json.js";
import { toneOf } from "./backup-row.js";
import { backupStyles } from "./backup-styles.js";
import { Part } from "./part.js";

const TYPING = 250;
const MOST_FAULTS = 8;
const TABS = ["list", "json"] as const;
type Tab = (typeof TABS)[number];
/** What a line of the list tells of an entry. */
const TOLD = [
  "status",
  "progress",
  "score",
  "repeat",
  "started_at",
  "completed_at",
  "notes",
];

export class BackupPreview extends Part {
  @property({ attribute: false }) backup!: Backup;
  @state() private preview: Preview | null = null;
  @state() private entries: Entry[] = [];
  @state() private tab: Tab = "list";
  @state() private search = "";
  @state() private loading = false;
  @state() private error = "";
  #question = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;

  static override styles = [tokens, controls, backupStyles, jsonStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  /** Only the latest question is answered. */
  private async load(cursor: number): Promise<void> {
    const question = ++this.#question;
    this.loading = true;
    this.error = "";
    try {
      const api = new BackupApi(this.context.api);
      const page = await api.preview(this.backup.backup, { text: this.search, cursor });
      if (question !== this.#question) return;
      this.preview = page;
      this.entries = cursor ? [...this.entries, ...page.entries] : page.entries;
    } catch (error) {
      if (question !== this.#question) return;
      this.error = messageOf(error);
    }
    this.loading = false;
  }

  override render(): TemplateResult {
    const { preview } = this;
    return html`<section class="box" aria-label=${this.text("backups.preview_label")}>
      ${
        this.error
          ? html`<p class="note bad" role="alert">
              ${this.text("state.error", { message: this.error })}
              <button class="link" @click=${() => this.load(0)}>
                ${this.text("acts.try_again")}
              </button>
            </p>`
          : nothing
      }
      ${
        preview
          ? html`${this.facts(preview)} ${this.faults(preview)}
            ${preview.entry_count ? this.content(preview) : nothing}`
          : this.error
            ? nothing
            : html`<p class="note quiet">${this.text("backups.loading")}</p>`
      }
    </section>`;
  }

  /** What the file says of itself, or what it is if it is no good. */
  private facts(preview: Preview): TemplateResult {
    const { made_by: maker, stated_count: stated, entry_count: count, check } = preview;
    const lost = stated !== null && count !== null && count < stated;
    const facts = [
      maker ? this.text("backups.made_by", { maker }) : "",
      preview.account
        ? this.text("backups.of_account", {
            account: preview.account.name || preview.account.id,
          })
        : "",
    ].filter(Boolean);
    return html`${
      check === "sound"
        ? nothing
        : html`<p class="note ${toneOf(preview)}">
            ${this.text(`backups.explained.${check}`)}
            ${lost ? this.text("backups.count_differs", { count, stated }) : nothing}
            ${
              check === "unreadable"
                ? html`<span class="quiet">(${preview.message})</span>`
                : nothing
            }
          </p>`
    }
    ${facts.length ? html`<p class="note small quiet">${facts.join(" · ")}</p>` : nothing}`;
  }

  private faults({ faults }: Preview): TemplateResult | typeof nothing {
    if (!faults.length) return nothing;
    const more = faults.length - MOST_FAULTS;
    return html`<ul aria-label=${this.text("backups.faults")}>
      ${faults.slice(0, MOST_FAULTS).map(
        ({ title, target, reason, fields }) =>
          html`<li class="small">
            <b>${title || target || "?"}</b> ·
            <span class="quiet"
              >${this.text(`backups.faulty.${reason}`, {
                fields: this.context.formats.list(
                  fields.map((field) => this.context.words.label(field)),
                ),
              })}</span
            >
          </li>`,
      )}
      ${
        more > 0
          ? html`<li class="small quiet">${this.text("pieces.more", { count: more })}</li>`
          : nothing
      }
    </ul>`;
  }

  private content(preview: Preview): TemplateResult {
    return html`<div class="bar end">
        <div
          class="choices"
          role="tablist"
          aria-label=${this.text("backups.preview_label")}
          @keydown=${this.onTabKey}
        >
          ${TABS.map(
            (name) =>
              html`<button
                role="tab"
                id="tab-${name}"
                aria-controls="panel"
                aria-selected=${this.tab === name ? "true" : "false"}
                tabindex=${this.tab === name ? 0 : -1}
                @click=${() => {
                  this.tab = name;
                }}
              >
                ${this.text(`backups.tab_${name}`)}
              </button>`,
          )}
        </div>
        <input
          type="search"
          .value=${this.search}
          placeholder=${this.text("backups.find")}
          aria-label=${this.text("backups.find")}
          @input=${this.onSearch}
        />
        <span class="small quiet" role="status"
          >${this.text("backups.entries", { count: preview.found })}</span
        >
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.tab === "list" ? this.lines() : this.json(preview)}
        ${preview.cursor === null ? nothing : this.more(preview.cursor)}
      </div>`;
  }

  private lines(): TemplateResult {
    if (!this.entries.length) {
      return html`<p class="note quiet">
        ${this.text("choose.none", { text: this.search })}
      </p>`;
    }
    return html`<ul>
      ${repeat(
        this.entries,
        ({ target }) => target,
        (entry) =>
          html`<li>
            <div class="name">
              <b>${entry.title || entry.target}</b>
              <div class="small quiet">${this.told(entry)}</div>
            </div>
          </li>`,
      )}
    </ul>`;
  }

  private told({ state }: Entry): string {
    const { words } = this.context;
    return TOLD.filter((field) => !isEmpty(state[field]) && state[field] !== 0)
      .map((field) => {
        const value = words.value(field, state[field]);
        return field === "status" || field === "progress"
          ? value
          : `${words.label(field)} ${value}`;
      })
      .join(" · ");
  }

  private json(preview: Preview): TemplateResult {
    const { format, version, made_by, created_at, account, details } = preview;
    const document = {
      format,
      version,
      made_by,
      created_at,
      account: account ? { ...account } : null,
      details,
      entry_count: preview.stated_count,
      entries: this.entries.map((entry) => ({ ...entry })),
    };
    return html`<pre tabindex="0">${highlighted(document)}</pre>`;
  }

  private more(cursor: number): TemplateResult {
    return html`<div class="bar end">
      <button class="link" ?disabled=${this.loading} @click=${() => this.load(cursor)}>
        ${this.text(this.loading ? "feed.loading" : "acts.show_more")}
      </button>
    </div>`;
  }

  private readonly onSearch = (event: InputEvent): void => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.load(0), TYPING);
  };

  private onTabKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    this.tab = this.tab === "list" ? "json" : "list";
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
    });
  }
}
