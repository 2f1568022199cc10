/** JSON with its parts told apart by colour. */

import { css, html, type TemplateResult } from "lit";
import type { Json } from "../wire/records.js";

const PARTS =
  /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

export const jsonStyles = css`
  .key {
    color: var(--link);
  }
  .string {
    color: var(--good);
  }
  .number {
    color: var(--warn);
  }
  .word {
    color: var(--back);
  }
`;

/** A value as JSON, laid out for people. */
export function highlighted(value: Json): TemplateResult {
  const text = JSON.stringify(value, null, 2);
  const pieces: (string | TemplateResult)[] = [];
  let at = 0;
  for (const found of text.matchAll(PARTS)) {
    const [part, string, colon] = found;
    const shown = string ?? part;
    pieces.push(text.slice(at, found.index), piece(shown, kindOf(string, colon, part)));
    at = found.index + shown.length;
  }
  pieces.push(text.slice(at));
  return html`${pieces}`;
}

function piece(text: string, kind: string): TemplateResult {
  return html`<span class=${kind}>${text}</span>`;
}

function kindOf(
  string: string | undefined,
  colon: string | undefined,
  part: string,
): string {
  if (string !== undefined) return colon === undefined ? "string" : "key";
  return /^[a-z]/i.test(part) ? "word" : "number";
}
