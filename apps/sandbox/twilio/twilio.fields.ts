import type { TwilioSettings } from '../core/settings.js';
import { plain } from '../messages/messages.desk.js';
import { TwilioError } from './twilio.answers.js';

/** A new message as the form has it. */
export interface MessageForm {
  to: string;
  from?: string;
  service?: string;
  body: string;
  statusCallback?: string;
}

const KNOWN = [
  ...['To', 'From', 'MessagingServiceSid', 'Body', 'StatusCallback', 'ValidityPeriod', 'SmartEncoded', 'MessageIntent'],
  ...['RiskCheck', 'MaxPrice', 'Attempt', 'ProvideFeedback', 'SendAt', 'ScheduleType'],
];

/** Reads the form of a new message, as strictly as the documentation is. */
export function readMessage(form: Record<string, unknown>, settings: TwilioSettings): MessageForm {
  const unknown = Object.keys(form).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new TwilioError(20001, `Unknown parameters: ${unknown}`);
  const text = (name: string): string | undefined => (typeof form[name] === 'string' ? form[name] : undefined);
  const to = text('To') ?? '';
  if (!/^\+[1-9]\d{7,14}$/.test(to)) throw new TwilioError(21211, `Invalid 'To' Phone Number: ${masked(to)}`);
  const [from, service] = [text('From'), text('MessagingServiceSid')];
  if (!from && !service) throw new TwilioError(21603, "A 'From' phone number is required.");
  if (from && !/^(\+\d{8,15}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/.test(from)) {
    throw new TwilioError(21212, `Invalid From Number (caller ID): ${from}`);
  }
  if (service && !/^MG[0-9a-f]{32}$/i.test(service)) throw new TwilioError(21705, 'The Messaging Service is invalid');
  return { to, from, service, body: readBody(text('Body')), ...readRest(text, to, settings) };
}

function readBody(body: string | undefined): string {
  if (!body) throw new TwilioError(21602, 'Message body is required.');
  if (body.length > 1600)
    throw new TwilioError(21617, 'The concatenated message body exceeds the 1600 character limit');
  return body;
}

function readRest(text: (name: string) => string | undefined, to: string, { optedOut }: TwilioSettings) {
  const statusCallback = text('StatusCallback');
  const url = statusCallback === undefined ? undefined : URL.parse(statusCallback);
  if (url === null || url?.hostname.includes('_')) throw new TwilioError(21609, 'StatusCallback is not a valid URL');
  const validity = Number(text('ValidityPeriod') ?? 36_000);
  if (!Number.isInteger(validity) || validity < 1 || validity > 36_000) {
    throw new TwilioError(20001, 'ValidityPeriod must be from 1 to 36000');
  }
  if (optedOut.some((number) => plain(number) === plain(to))) {
    throw new TwilioError(21610, 'Attempt to send to unsubscribed recipient');
  }
  return { statusCallback };
}

const masked = (to: string): string => to.replace(/\d(?=\d{4})/g, 'X');
