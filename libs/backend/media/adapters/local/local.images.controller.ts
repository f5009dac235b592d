import { Controller, Get, Headers, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, Database, sql, Throws } from '@pakashop/platform';
import type { FastifyReply } from 'fastify';
import { PicturePath } from '../../media.dto.js';
import { mediaProblems as problems } from '../../media.errors.js';
import { LocalStore } from './local.store.js';

/** A published picture never changes: what shows something else has another id. */
const FOR_EVER = 'public, max-age=31536000, immutable';

@ApiTags('media')
@Controller('media/images')
export class LocalImagesController {
  constructor(
    private readonly db: Database,
    private readonly store: LocalStore,
  ) {}

  /** A picture that the local store keeps, in one of its sizes. */
  @Get(':id/:variant')
  @Allow('public')
  @ApiProduces('image/webp')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @Throws(problems.notFound)
  async show(
    @Param() { id, variant }: PicturePath,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const etag = `"${id}-${variant}"`;
    const row = await this.db.maybe<{ objectKey: string }>(sql`
      SELECT object_key AS "objectKey" FROM backend.uploads
      WHERE id = ${id} AND store = 'local' AND status = 'CLEAN' AND object_key = ${`pictures/${id}`}`);
    const bytes = row && (await this.store.picture(row.objectKey, variant));
    if (!bytes) throw problems.notFound('There is no picture at this address.');
    void reply.header('cache-control', FOR_EVER).header('etag', etag).header('x-content-type-options', 'nosniff');
    if (known === etag) return void reply.status(304);
    return new StreamableFile(bytes, { type: 'image/webp', disposition: 'inline', length: bytes.length });
  }
}
