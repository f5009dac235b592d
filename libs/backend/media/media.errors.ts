import { problem } from '@pakashop/platform';
import type { Refusal } from './media.inspection.js';

export const mediaProblems = {
  notFound: problem('media.not_found', 404, 'No such file'),
  typeNotAllowed: problem('media.type_not_allowed', 415, 'This kind of file is not taken here'),
  tooLarge: problem('media.too_large', 413, 'The file is too large'),
  quotaExceeded: problem('media.quota_exceeded', 409, 'No more files can be kept'),
  tooManyToday: problem('media.too_many', 429, 'Too many files in one day'),
  formInvalid: problem('media.form_invalid', 403, 'The upload form is not valid'),
  formUsed: problem('media.form_used', 409, 'The upload form was used or is too old'),
  contentRefused: problem('media.content_refused', 422, 'The file is not taken'),
  notUsable: problem('media.not_usable', 422, 'The file cannot be used'),
  inUse: problem('media.in_use', 409, 'The file belongs to something else'),
  ticketOver: problem('media.ticket_over', 410, 'The ticket was used or is too old'),
  notReadable: problem('media.not_readable', 409, 'The document cannot be read'),
  storeAway: problem('media.store_away', 503, 'The file store cannot be reached'),
  webhookInvalid: problem('media.webhook_invalid', 401, 'The notification is not signed by the store'),
};

/** What a refusal says to the person who uploads. */
export const ADVICE: Readonly<Record<Refusal, string>> = {
  type_mismatch: 'The content is not of the announced type. Announce what the file really is.',
  type_not_allowed: 'Upload a JPEG, PNG or WebP picture, or a PDF where documents are asked for.',
  trailing_data: 'Something follows the end of the picture or document. Save it anew, or take a screenshot of it.',
  broken: 'The file cannot be read to its end. Save it anew and upload that.',
  active_content: 'The PDF holds scripts, attachments or another file. Print it to a new PDF and upload that.',
  too_many_pixels: 'The picture has more than 40 million pixels. Make it smaller.',
  too_large: 'The file is larger than announced, or than is taken here.',
  metadata_left: 'The picture still tells where and with what it was taken.',
  malware: 'The file holds malicious code.',
  not_uploaded: 'Nothing was uploaded in time.',
};

/** @returns the answer to an upload whose content is refused at once */
export function refusalProblem(refusal: Refusal) {
  const kinds: Partial<Record<Refusal, (typeof mediaProblems)['notFound']>> = {
    type_mismatch: mediaProblems.typeNotAllowed,
    type_not_allowed: mediaProblems.typeNotAllowed,
    too_large: mediaProblems.tooLarge,
    too_many_pixels: mediaProblems.tooLarge,
  };
  return (kinds[refusal] ?? mediaProblems.contentRefused)(ADVICE[refusal], { extra: { reason: refusal } });
}
