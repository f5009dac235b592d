/** HTML that may stand in a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | false | null | undefined | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character]!);

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map((one) => render(one as Part)).join('');
  return part === undefined || part === null || part === false ? '' : escape(String(part));
}

/** Fills a template; everything but {@link Markup} is escaped. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, index) => text + render(parts[index])).join(''));

/** The little Markdown that comments use: paragraphs, bold and code. */
export function prose(text: string): Markup {
  const inline = (paragraph: string): string =>
    escape(paragraph)
      .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
      .replaceAll(/\*\*([^*]+)\*\*/g, '<b>$1</b>');
  return new Markup(
    text
      .split(/\n{2,}/)
      .map((paragraph) => `<p>${inline(paragraph)}</p>`)
      .join(''),
  );
}
