import { type Clock, sameSecret, type Vault } from '@pakashop/platform';

/** The fields that we signed, as they have to come back. */
export const FORM_FIELDS = ['upload_id', 'expires', 'signature'] as const;

/** Signs the forms of the local store. The signature is keyed, so nobody else can make one for an upload of theirs. */
export class LocalForms {
  constructor(
    private readonly vault: Pick<Vault, 'index'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  async sign(uploadId: string, expiresAt: Date): Promise<Record<(typeof FORM_FIELDS)[number], string>> {
    const expires = String(Math.floor(expiresAt.getTime() / 1_000));
    return { upload_id: uploadId, expires, signature: await this.signatureOf(uploadId, expires) };
  }

  /** @returns the upload that the form permits; undefined for a form that we did not sign, or no longer honour */
  async check(fields: ReadonlyMap<string, string>): Promise<string | undefined> {
    const [uploadId = '', expires = '', signature = ''] = FORM_FIELDS.map((name) => fields.get(name));
    const isOurs = sameSecret(signature, await this.signatureOf(uploadId, expires));
    return isOurs && Number(expires) * 1_000 > this.clock.now().getTime() ? uploadId : undefined;
  }

  private async signatureOf(uploadId: string, expires: string): Promise<string> {
    return (await this.vault.index('media.upload', `${uploadId}.${expires}`)).toString('base64url');
  }
}
