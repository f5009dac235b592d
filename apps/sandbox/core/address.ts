import type { FastifyRequest } from 'fastify';
import type { SandboxConfig } from './config.js';

/** The address under which the caller reaches this process. */
export function addressOf(config: SandboxConfig, request: FastifyRequest): string {
  return config.publicUrl ?? `${request.protocol}://${request.host}`;
}
