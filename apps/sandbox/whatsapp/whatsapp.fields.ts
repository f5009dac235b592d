import type { WhatsappSettings, WhatsappTemplate } from '../core/settings.js';
import { plain } from '../messages/messages.desk.js';
import { GraphError } from './whatsapp.answers.js';

/** A message as the request has it. */
export interface WhatsappRequest {
  to: string;
  text: string;
  template?: string;
  params: string[];
  reference?: string;
}

type Fields = Record<string, unknown>;

const KNOWN = [
  ...['messaging_product', 'recipient_type', 'to', 'type', 'text', 'template', 'context', 'biz_opaque_callback_data'],
];

/** Reads a message, as strictly as the documentation is. */
export function readWhatsapp(body: Fields, settings: WhatsappSettings): WhatsappRequest {
  const unknown = Object.keys(body).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new GraphError(100, `Unexpected key "${unknown}"`);
  if (body.messaging_product !== 'whatsapp') throw new GraphError(100, 'messaging_product is required');
  if ((body.recipient_type ?? 'individual') !== 'individual')
    throw new GraphError(131009, 'recipient_type is not valid');
  const to = text(body.to, 'to');
  if (!/^\+?[1-9]\d{7,14}$/.test(to)) throw new GraphError(131009, 'to is not a valid phone number');
  const reference =
    body.biz_opaque_callback_data === undefined ? undefined : text(body.biz_opaque_callback_data, 'data');
  if (reference !== undefined && Buffer.byteLength(reference) > 512) {
    throw new GraphError(131009, 'biz_opaque_callback_data is longer than 512 bytes');
  }
  const about = { to: `+${plain(to)}`, reference };
  if (body.type === 'template') return { ...about, ...readTemplate(object(body.template, 'template'), settings) };
  if ((body.type ?? 'text') === 'text') return { ...about, ...readText(object(body.text, 'text'), to, settings) };
  throw new GraphError(131051, 'The message type is not supported');
}

function readText(fields: Fields, to: string, { openWindows }: WhatsappSettings) {
  const words = text(fields.body, 'text.body');
  if (words.length > 4096) throw new GraphError(100, 'text.body is longer than 4096 characters');
  const isOpen = openWindows.some((number) => plain(number) === plain(to));
  if (!isOpen) throw new GraphError(131047, 'More than 24 hours have passed since the recipient last replied');
  return { text: words, params: [] };
}

function readTemplate(fields: Fields, { templates }: WhatsappSettings) {
  const name = text(fields.name, 'template.name');
  const language = text(object(fields.language, 'template.language').code, 'template.language.code');
  const known = Object.hasOwn(templates, name) ? templates[name]! : undefined;
  if (!known || language !== 'en') {
    throw new GraphError(132001, `Template name (${name}) does not exist in ${language}`, 404);
  }
  const components = (Array.isArray(fields.components) ? fields.components : []).map((one) => object(one, 'component'));
  const params = parametersOf(components.find(({ type }) => type === 'body'));
  if (params.length !== known.params) {
    throw new GraphError(
      132000,
      `body: number of localizable_params (${params.length}) does not match ${known.params}`,
    );
  }
  if (known.category === 'AUTHENTICATION') checkButton(components, params);
  return { text: wording(name, known, params), template: name, params };
}

/** Authentication templates are sent with the code twice: in the body and for the button. */
function checkButton(components: Fields[], [code]: string[]): void {
  const button = components.find(({ type }) => type === 'button');
  if (!button) throw new GraphError(131008, 'Button at index 0 of type Url requires a parameter');
  const isRight = button.sub_type === 'url' && button.index === '0' && parametersOf(button)[0] === code;
  if (!isRight) throw new GraphError(132012, 'The button must be of sub_type url, index "0", with the code');
  if (code!.length > 15) throw new GraphError(132005, 'The code is longer than 15 characters');
}

/** What the phone shows: Meta words codes itself. */
function wording(name: string, { category }: WhatsappTemplate, params: string[]): string {
  if (category === 'AUTHENTICATION') {
    return `${params[0]} is your verification code. For your security, do not share this code.`;
  }
  return name === 'pakashop_notice' ? `About your Pakashop account: ${params[0]}` : `[${name}] ${params.join(' · ')}`;
}

function parametersOf(component: Fields | undefined): string[] {
  if (!component) return [];
  const list = Array.isArray(component.parameters) ? component.parameters : [];
  return list.map((one) => {
    const parameter = object(one, 'parameter');
    if (parameter.type !== 'text') throw new GraphError(132012, 'Parameter format does not match');
    return text(parameter.text, 'parameter.text');
  });
}

function object(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new GraphError(131008, `${name} is required`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new GraphError(131008, `${name} is required`);
}
