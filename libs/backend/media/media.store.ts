import type { PurposeRule } from './media.purposes.js';

export const STORES = ['local', 'cloudinary'] as const;
export type StoreName = (typeof STORES)[number];

/** A file that somebody may upload. */
export interface UploadIntent {
  readonly uploadId: string;
  readonly rule: PurposeRule;
  readonly contentType: string;
  readonly expiresAt: Date;
}

/** A form that the client sends to the store itself, the file last, under the name `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A file that has come, as the store says. */
export interface Arrival {
  readonly objectKey: string;
  readonly bytes: number;
  readonly version: number;
}

/** A picture that everybody may see. */
export interface PublishedPicture {
  readonly objectKey: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** Sizes that pictures are shown in: the longer side, in pixels. */
export const VARIANTS = { thumb: 160, card: 480, page: 960, full: 2048 } as const;
export type Variant = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as Variant[];

/** The store cannot be asked at the moment, or has not answered as it should. What was asked for may have been done. */
export class StoreAway extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreAway';
  }
}

/** How much longer sealed bytes are: a nonce and a tag. */
export const SEAL_BYTES = 28;

/** A picture whose fault shows only when it is decoded. */
export class PictureBroken extends Error {
  constructor(readonly refusal: 'broken' | 'metadata_left') {
    super(`the picture is refused: ${refusal}`);
    this.name = 'PictureBroken';
  }
}

/** Where bytes are kept. Keys of objects are the store's own; nothing else tells what is in them. */
export abstract class MediaStore {
  abstract readonly name: StoreName;

  /** Permits one upload, signed, until the intent expires. */
  abstract permit(intent: UploadIntent): Promise<UploadForm>;

  /**
   * Asks the store what has come under a permission; what a client says about it counts nothing.
   *
   * @returns undefined as long as nothing has
   */
  abstract arrivalOf(intent: Pick<UploadIntent, 'uploadId' | 'rule' | 'contentType'>): Promise<Arrival | undefined>;

  /** @throws StoreAway also when the object has more bytes than it may have */
  abstract read(objectKey: string, maxBytes: number): Promise<Buffer>;

  /** Keeps sealed bytes; answers their key. */
  abstract keep(bytes: Buffer): Promise<string>;

  /**
   * Makes a checked picture visible to everybody, without anything that the camera wrote into it.
   *
   * @throws PictureBroken
   */
  abstract publish(uploadId: string, arrived: { objectKey: string; picture: Buffer }): Promise<PublishedPicture>;

  /** Where everybody sees a published picture. */
  abstract addressOf(picture: { uploadId: string; objectKey: string; version: number }, variant: Variant): string;

  /** Destroys an object, whatever became of it before. */
  abstract destroy(objectKey: string): Promise<void>;

  /** Lets go of connections. */
  abstract close(): Promise<void>;
}
