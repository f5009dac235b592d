import { IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import type { Refusal } from './media.inspection.js';
import { CONTENT_TYPES, LARGEST, type Purpose, PURPOSE_NAMES, type UploadState } from './media.purposes.js';
import { type Variant, VARIANT_NAMES } from './media.store.js';

/** A file that somebody wants to upload. */
export class BeginUpload {
  @IsIn(PURPOSE_NAMES) purpose: Purpose;
  /** What the file is; its content has to agree. */
  @IsIn(CONTENT_TYPES) contentType: string;
  /** Size of the file. A larger one is refused. */
  @IsInt() @Min(1) @Max(LARGEST) bytes: number;
}

/**
 * A form to be sent to the store as multipart/form-data: all fields as they are, and last the file under the name `file`.
 * Once, and before it ends.
 */
export class SignedUpload {
  uploadId: string;
  url: string;
  fields: Record<string, string>;
  expiresAt: string;
}

/** How far an upload is. */
export class UploadView {
  id: string;
  purpose: Purpose;
  /** PENDING waits for the file, SCANNING for the checks; only what is CLEAN can be used. */
  status: UploadState;
  /** Why it was refused. */
  reason: Refusal | null;
  /** What to do about it. */
  advice: string | null;
  contentType: string;
  bytes: number;
  /** Where everybody sees it, once it is clean; null for documents. */
  url: string | null;
  createdAt: string;
}

/** The local store's answer to a file. */
export class UploadTaken {
  uploadId: string;
  status: UploadState;
}

export class AskTicket {
  /** Why the document has to be seen; the audit keeps it. */
  @IsString() @MinLength(5) @MaxLength(500) reason: string;
}

/** Opens one document once, in the session that asked. */
export class Ticket {
  ticket: string;
  /** Within a minute. */
  expiresAt: string;
}

export class TicketQuery {
  @Matches(/^[\w-]{43}$/) ticket: string;
}

export class PicturePath {
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) id: string;
  /** thumb, card, page and full: at most 160, 480, 960 and 2048 pixels wide and high. */
  @IsIn(VARIANT_NAMES) variant: Variant;
}
