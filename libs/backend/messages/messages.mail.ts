/** A mail in the marketplace's look: a heading, some sentences, perhaps a code or a link to press. */
export interface MailPage {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly code?: string;
  readonly button?: { readonly label: string; readonly url: string };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const INK = '#1d2733';
const GREEN = '#0b6e4f';

/** The HTML of a mail: inline styles and one column, since mail programs know little more; every text is escaped. */
export function mailHtml({ heading, lines, code, button }: MailPage): string {
  const paragraphs = lines.map((line) => `<p style="margin:0 0 16px">${escape(line)}</p>`).join('');
  const codeBox =
    code === undefined
      ? ''
      : `<p style="margin:0 0 20px;font:700 32px/1.2 ui-monospace,Consolas,monospace;letter-spacing:8px">${escape(code)}</p>`;
  const link =
    button === undefined
      ? ''
      : `<p style="margin:0 0 20px"><a href="${escape(button.url)}" style="display:inline-block;padding:12px 20px;` +
        `border-radius:10px;background:${GREEN};color:#ffffff;font-weight:600;text-decoration:none">${escape(button.label)}</a></p>`;
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escape(heading)}</title></head><body style="margin:0;background:#eef1f5;color:${INK};` +
    `font:16px/1.5 system-ui,'Segoe UI',Roboto,sans-serif"><div style="max-width:520px;margin:0 auto;padding:24px 16px">` +
    `<p style="margin:0 0 16px;font-weight:700;color:${GREEN}">Pakashop</p>` +
    `<div style="background:#ffffff;border-radius:16px;padding:24px">` +
    `<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escape(heading)}</h1>${codeBox}${paragraphs}${link}</div>` +
    `</div></body></html>`
  );
}
