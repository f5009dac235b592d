import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PathId, platformProblems, Requires, Throws } from '@pakashop/platform';
import { ErasureList, ErasuresQuery, PersonPrivacy } from './privacy.dto.js';
import { Erasures } from './privacy.erasures.js';
import { PrivacyStaff } from './privacy.staff.js';

@ApiTags('privacy')
@Controller('staff/privacy')
export class StaffPrivacyController {
  constructor(
    private readonly staff: PrivacyStaff,
    private readonly erasures: Erasures,
  ) {}

  /** Erasures that were asked for, the newest first. */
  @Get('erasures')
  @Requires('privacy.read', 'everywhere')
  page(@Query() query: ErasuresQuery): Promise<ErasureList> {
    return this.erasures.page(query);
  }

  /** What a person agreed to and asked for; looking is audited. */
  @Get('people/:id')
  @Requires('privacy.read', 'everywhere')
  @Throws(platformProblems.notFound)
  of(@PathId() id: string): Promise<PersonPrivacy> {
    return this.staff.of(id);
  }
}
