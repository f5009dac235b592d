import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Allow, Caller, PathId, Throws } from '@pakashop/platform';
import { OwnRefunds } from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { RefundReads } from './refunds.reads.js';

@ApiTags('refunds')
@Controller('orders')
export class OrderRefundsController {
  constructor(private readonly reads: RefundReads) {}

  /** What is given back of one's own order, and whether it has arrived. */
  @Get(':id/refunds')
  @Allow('guest')
  @Throws(problems.orderNotFound)
  async ofOrder(@Caller() actor: Actor, @PathId() id: string): Promise<OwnRefunds> {
    return { data: await this.reads.ofOrder(actor, id), nextCursor: null };
  }
}
