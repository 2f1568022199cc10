/** Copying, on pages without a secure connection too. */

/** Puts a text on the clipboard; whether that worked. */
export async function copyText(text: string, root: ParentNode): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (window.isSecureContext && clipboard) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed for this page: the old way may be.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  root.append(area);
  area.select();
  try {
    // The only way on plain http, where homes often are.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand("copy");
  } finally {
    area.remove();
  }
}
