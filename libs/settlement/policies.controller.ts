import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, Caller, Requires, StepUp, Throws } from '@pakashop/platform';
import { ledgerProblems as problems } from './ledger.errors.js';
import { PolicyList, PolicyRef, PolicyView, SetPolicy } from './policies.dto.js';
import { Policies } from './policies.service.js';

@ApiTags('settlement')
@Controller('settlement/policies')
export class PoliciesController {
  constructor(private readonly policies: Policies) {}

  /** How long money is held, what is kept in reserve and when it is paid out, per class of payees. */
  @Get()
  @Requires('settlement.policies.write', 'everywhere')
  list(): Promise<PolicyList> {
    return this.policies.list();
  }

  /** Changes the policy of a class from now on; what is delivered or in reserve already keeps its own. */
  @Put(':class')
  @Requires('settlement.policies.write', 'everywhere')
  @StepUp()
  @Throws(problems.policyChanged)
  set(@Caller() actor: Actor, @Param() ref: PolicyRef, @Body() policy: SetPolicy): Promise<PolicyView> {
    return this.policies.set(actor, ref.class, policy);
  }
}
