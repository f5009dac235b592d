import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, Idempotent, PathId, platformProblems, Throws } from '@pakashop/platform';
import { BeginUpload, SignedUpload, UploadView } from './media.dto.js';
import { mediaProblems as problems } from './media.errors.js';
import { Uploads } from './media.uploads.js';

@ApiTags('media')
@Controller('media/uploads')
export class UploadsController {
  constructor(private readonly uploads: Uploads) {}

  /** Permits one upload. The client sends the answered form with the file to the store itself. */
  @Post()
  @Allow('person')
  @Idempotent()
  @Throws(
    platformProblems.forbidden,
    problems.typeNotAllowed,
    problems.tooLarge,
    problems.quotaExceeded,
    problems.tooManyToday,
  )
  begin(@Caller() actor: Actor, @Body() upload: BeginUpload): Promise<SignedUpload> {
    return this.uploads.begin(actor, upload);
  }

  /** How far an upload of the caller is. */
  @Get(':id')
  @Allow('person')
  @Throws(problems.notFound)
  view(@Caller() actor: Actor, @PathId() id: string): Promise<UploadView> {
    return this.uploads.view(actor, id);
  }

  /** Tells that the file was sent; the store is asked whether it has it. */
  @Post(':id/complete')
  @HttpCode(200)
  @Allow('person')
  @Idempotent()
  @Throws(problems.notFound, problems.storeAway)
  complete(@Caller() actor: Actor, @PathId() id: string): Promise<UploadView> {
    return this.uploads.complete(actor, id);
  }
}
