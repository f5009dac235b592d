import { Injectable } from '@nestjs/common';
import { Database, newId, sql, Vault } from '@pakashop/platform';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

/** Bytes of a piece before it is compressed; all but the last have as many. */
export const PIECE = 1_048_576;

export const SEALED_PIECES = { table: 'reconciliation.statement_pieces', column: 'sealed_key' } as const;

/** A file that has been kept, of which nobody knows yet. */
export interface KeptFile {
  readonly statementId: string;
  readonly sha256: Buffer;
  readonly bytes: number;
  /** Its first record. */
  readonly first: string;
}

/** Keeps files as they came, in pieces, so that neither a process nor a row ever holds a whole one. */
@Injectable()
export class StatementPieces {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
  ) {}

  /** @throws Problem reconciliation.format_unknown for an empty file, VAL_001's kin when it is larger than allowed */
  async keep(content: AsyncIterable<Buffer>, largest: number): Promise<KeptFile> {
    const [statementId, sha] = [newId(), createHash('sha256')];
    let [first, bytes, no] = ['', 0, 0];
    for await (const piece of piecesOf(content)) {
      bytes += piece.length;
      if (bytes > largest) throw problems.unknownFormat(`A statement may have ${largest} bytes.`);
      if (no === 0) first = firstRecordOf(piece);
      sha.update(piece);
      await this.write(statementId, no++, piece);
    }
    if (bytes === 0) throw problems.unknownFormat('The file is empty.');
    return { statementId, sha256: sha.digest(), bytes, first };
  }

  /** A piece with one character a byte, or undefined behind the last one. */
  async read(statementId: string, no: number): Promise<string | undefined> {
    const row = await this.db.maybe<{ id: string; sealedKey: string; content: Buffer }>(sql`
      SELECT id, sealed_key AS "sealedKey", content FROM reconciliation.statement_pieces
      WHERE statement_id = ${statementId} AND no = ${no}`);
    if (!row) return undefined;
    const { id, sealedKey, content: bytes } = row;
    return gunzipSync(await this.vault.openFile({ sealedKey, bytes }, { ...SEALED_PIECES, row: id })).toString(
      'latin1',
    );
  }

  /** Destroys the pieces of a file that became no statement; those of a statement stay, whatever asks. */
  async forget(statementId: string): Promise<void> {
    await this.db.execute(sql`
      DELETE FROM reconciliation.statement_pieces p WHERE statement_id = ${statementId}
        AND NOT EXISTS (SELECT FROM reconciliation.statements s WHERE s.id = p.statement_id)`);
  }

  private async write(statementId: string, no: number, piece: Buffer): Promise<void> {
    const id = newId();
    const compressed = gzipSync(piece, { level: 1 });
    const { sealedKey, bytes } = await this.vault.sealFile(compressed, { ...SEALED_PIECES, row: id });
    await this.db.execute(sql`
      INSERT INTO reconciliation.statement_pieces (id, statement_id, no, sealed_key, content)
      VALUES (${id}, ${statementId}, ${no}, ${sealedKey}, ${bytes})`);
  }
}

const firstRecordOf = (piece: Buffer): string => {
  const text = piece.subarray(0, 8_192).toString('latin1');
  return text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n')).trimEnd();
};

/** Cuts a stream into pieces of one size. */
async function* piecesOf(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const part of content) {
    waiting.push(part);
    size += part.length;
    if (size < PIECE) continue;
    let whole = Buffer.concat(waiting);
    for (; whole.length >= PIECE; whole = whole.subarray(PIECE)) yield whole.subarray(0, PIECE);
    [waiting, size] = [[whole], whole.length];
  }
  if (size > 0) yield Buffer.concat(waiting);
}
