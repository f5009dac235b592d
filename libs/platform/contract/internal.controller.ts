import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../http/access.js';
import { Problem } from '../http/problem.js';
import { parseAs } from '../validation.js';
import type { AnyPort } from './contract.js';

/** The ports that this process answers for others. */
export const SERVED_PORTS = Symbol('pakashop:served-ports');

/** The other half of {@link remotePort}: every port of this process at /internal/<port>/<operation>. */
@ApiExcludeController()
@Controller({ path: 'internal', version: undefined })
export class InternalController {
  constructor(
    private readonly modules: ModuleRef,
    @Inject(SERVED_PORTS) private readonly ports: readonly AnyPort[],
  ) {}

  @Post(':port/:operation')
  @HttpCode(200)
  @Allow('service')
  async call(@Param('port') name: string, @Param('operation') operation: string, @Body() body: unknown) {
    const port = this.ports.find((p) => p.portName === name);
    if (!port || !Object.hasOwn(port.operations, operation)) {
      throw new Problem({
        code: 'NOT_FOUND',
        status: 404,
        title: 'No such operation',
        detail: `${name}.${operation} is not answered by this process.`,
      });
    }
    const input = parseAs(port.operations[operation]!.input, body);
    const service = this.modules.get<Record<string, (input: object) => Promise<object>>>(port, { strict: false });
    return service[operation]!(input);
  }
}
