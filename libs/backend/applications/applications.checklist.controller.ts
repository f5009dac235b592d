import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Claim, IdempotencyClaim, Idempotent, PathId, Requires, Throws } from '@pakashop/platform';
import {
  ChangeItem,
  ItemList,
  ItemView,
  KindQuery,
  NewItem,
  NewTerms,
  TermsView,
} from './applications.checklist.dto.js';
import { Checklists } from './applications.checklist.js';
import { applicationsProblems as problems } from './applications.errors.js';
import { Terms } from './applications.terms.js';

/** What applicants have to bring, and the terms that they accept, in the hands of the operator. */
@ApiTags('applications')
@Controller('staff')
export class ChecklistController {
  constructor(
    private readonly checklists: Checklists,
    private readonly terms: Terms,
  ) {}

  /** All items of a kind, also those that are not asked for any more. */
  @Get('checklist')
  @Requires('applications.checklist.write', 'everywhere')
  async list(@Query() { kind }: KindQuery): Promise<ItemList> {
    return { data: await this.checklists.of(kind), nextCursor: null };
  }

  /** Adds something that applicants of a kind have to bring. */
  @Post('checklist')
  @Requires('applications.checklist.write', 'everywhere')
  @Idempotent()
  @Throws(problems.itemKey, problems.itemTaken)
  add(@Body() item: NewItem, @IdempotencyClaim() claim: Claim): Promise<ItemView> {
    return this.checklists.add(item, claim);
  }

  /** Changes an item, or stops asking for it. */
  @Patch('checklist/:id')
  @Requires('applications.checklist.write', 'everywhere')
  @Throws(problems.itemUnknown)
  change(@PathId() id: string, @Body() change: ChangeItem): Promise<ItemView> {
    return this.checklists.change(id, change);
  }

  /** Publishes terms of a kind that count from now on. */
  @Post('terms')
  @Requires('applications.checklist.write', 'everywhere')
  @Idempotent()
  @Throws(problems.termsKnown)
  publish(@Body() terms: NewTerms, @IdempotencyClaim() claim: Claim): Promise<TermsView> {
    return this.terms.publish(terms, claim);
  }
}
