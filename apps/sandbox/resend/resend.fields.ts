import { ResendError } from './resend.answers.js';

/** A mail as the request has it. */
export interface MailRequest {
  from: string;
  to: string[];
  subject: string;
  text?: string;
  html?: string;
  tags: { name: string; value: string }[];
}

const KNOWN = [
  ...['from', 'to', 'subject', 'html', 'text', 'cc', 'bcc', 'reply_to', 'headers', 'attachments', 'tags'],
  ...['scheduled_at', 'topic_id', 'template', 'react'],
];
const ADDRESS = /^(?:[^<>\r\n]* <)?[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>?$/;
const LOCAL_ADDRESS = /^(?:[^<>\r\n]* <)?[^<>@\s]+@[^<>@\s]+>?$/;

/** Reads one mail, as strictly as the documentation is. */
export function readMail(body: unknown): MailRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ResendError('validation_error', 'The body must be an object');
  }
  const fields = body as Record<string, unknown>;
  const unknown = Object.keys(fields).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new ResendError('validation_error', `Unknown field ${unknown}`);
  const from = required(fields, 'from');
  if (!ADDRESS.test(from)) throw new ResendError('validation_error', 'Invalid `from` field');
  const text = optional(fields, 'text');
  const html = optional(fields, 'html');
  if (text === undefined && html === undefined) {
    throw new ResendError('validation_error', 'Missing `html` or `text` field');
  }
  return { from, to: readTo(fields.to), subject: required(fields, 'subject'), text, html, tags: readTags(fields.tags) };
}

function readTo(given: unknown): string[] {
  const to = Array.isArray(given) ? (given as unknown[]) : [given];
  if (given === undefined || to.length === 0) throw new ResendError('missing_required_field', 'Missing `to` field');
  const isList = to.every((one): one is string => typeof one === 'string' && LOCAL_ADDRESS.test(one));
  if (!isList || to.length > 50) throw new ResendError('validation_error', 'Invalid `to` field');
  return to;
}

function readTags(given: unknown): MailRequest['tags'] {
  if (given === undefined) return [];
  const isTag = (tag: unknown): tag is { name: string; value: string } => {
    const { name, value } = (tag ?? {}) as Record<string, unknown>;
    return [name, value].every((one) => typeof one === 'string' && /^[\w-]{1,256}$/.test(one));
  };
  if (!Array.isArray(given) || !given.every(isTag)) throw new ResendError('validation_error', 'Invalid `tags` field');
  return given;
}

function required(fields: Record<string, unknown>, name: string): string {
  const value = optional(fields, name);
  if (!value) throw new ResendError('missing_required_field', `Missing \`${name}\` field`);
  return value;
}

function optional(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new ResendError('validation_error', `\`${name}\` must be a string`);
}
