import type { Multipart, MultipartFile, MultipartValue } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import { Database, platformProblems, sql, Vault } from '@pakashop/platform';
import type { FastifyRequest } from 'fastify';
import { UploadArrivals } from '../../media.arrivals.js';
import type { UploadTaken } from '../../media.dto.js';
import { mediaProblems as problems, refusalProblem } from '../../media.errors.js';
import { inspect } from '../../media.inspection.js';
import { LARGEST, ruleOf } from '../../media.purposes.js';
import { MEDIA, readUpload, sealingPlace, type UploadRecord } from '../../media.record.js';
import { FORM_FIELDS, LocalForms } from './local.forms.js';
import { LocalStore } from './local.store.js';

/** Caps of a form, in force while it is read. */
const CAPS = {
  parts: FORM_FIELDS.length + 1,
  fields: FORM_FIELDS.length,
  files: 1,
  fieldNameSize: 32,
  fieldSize: 256,
  fileSize: LARGEST,
  headerPairs: 16,
};

/** Files that one process holds in memory at a time. */
const AT_A_TIME = 8;

/** The local store's side of an upload: takes the form that it signed, once. */
@Injectable()
export class LocalUploads {
  private underWay = 0;

  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly arrivals: UploadArrivals,
    private readonly store: LocalStore,
    private readonly forms: LocalForms,
  ) {}

  /**
   * Reads a form and keeps its file, sealed, for the checks. The signature is checked before the file is read.
   *
   * @throws Problem media.form_invalid, media.form_used, media.too_large, media.type_not_allowed, media.content_refused,
   *   media.store_away when too many files come at once
   */
  async take(request: FastifyRequest): Promise<UploadTaken> {
    if (!request.isMultipart()) throw platformProblems.wrongType('Send Content-Type: multipart/form-data.');
    if (this.underWay >= AT_A_TIME) throw problems.storeAway('Too many files come at once.', { retryAfter: 5 });
    this.underWay++;
    try {
      const { upload, file } = await this.readForm(request);
      const refusal = await inspect(file, ruleOf(upload.purpose), upload.contentType);
      if (refusal) throw refusalProblem(refusal);
      await this.keep(upload, file);
      return { uploadId: upload.id, status: 'SCANNING' };
    } finally {
      this.underWay--;
    }
  }

  private async readForm(request: FastifyRequest): Promise<{ upload: UploadRecord; file: Buffer }> {
    const fields = new Map<string, string>();
    let found: { upload: UploadRecord; file: Buffer } | undefined;
    for await (const part of partsOf(request)) {
      if (found) throw invalid('The file has to be the last part.');
      if (part.type === 'field') addField(fields, part);
      else {
        const upload = await this.permitted(fields);
        found = { upload, file: await readFile(part, upload.bytes) };
      }
    }
    if (!found) throw invalid('The file is missing.');
    return found;
  }

  private async permitted(fields: ReadonlyMap<string, string>): Promise<UploadRecord> {
    const uploadId = await this.forms.check(fields);
    if (!uploadId)
      throw invalid('Ask POST /media/uploads for a form, and send its fields as they are, before the file.');
    const upload = await this.db.as(MEDIA, (tx) => readUpload(tx, sql`id = ${uploadId} AND store = 'local'`));
    if (upload?.status !== 'PENDING' || upload.isExpired) throw used();
    return upload;
  }

  private async keep(upload: UploadRecord, file: Buffer): Promise<void> {
    const { sealedKey, bytes } = await this.vault.sealFile(file, sealingPlace(upload));
    const objectKey = await this.store.keepIncoming(bytes);
    const arrival = { objectKey, bytes: file.length, version: 1 };
    const isTaken = await this.db.as(MEDIA, (tx) => this.arrivals.take(tx, upload.id, arrival, sealedKey));
    if (isTaken) return;
    await this.store.destroy(objectKey);
    throw used();
  }
}

/** The parts of a form; what the parser cannot read as one is the sender's mistake. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  try {
    yield* request.parts({ limits: CAPS });
  } catch (error) {
    // The parser's refusals of what is too much carry the status that they mean.
    if (error instanceof Error && !('statusCode' in error)) throw invalid('Send a well-formed form.');
    throw error;
  }
}

function addField(fields: Map<string, string>, { fieldname, value, valueTruncated }: MultipartValue): void {
  const isKnown = (FORM_FIELDS as readonly string[]).includes(fieldname) && !fields.has(fieldname);
  if (!isKnown || valueTruncated || typeof value !== 'string')
    throw invalid('Send the signed fields and nothing else.');
  fields.set(fieldname, value);
}

/** The name that the file had at home is not looked at. */
async function readFile({ fieldname, file }: MultipartFile, announced: number): Promise<Buffer> {
  if (fieldname !== 'file') throw invalid('The file has to be called `file`.');
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of file as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > announced) throw refusalProblem('too_large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const invalid = (detail: string) => problems.formInvalid(detail);
const used = () => problems.formUsed('Ask POST /media/uploads for another one.');
