export { Clock } from './clock.js';
export { ConfigError, configNames, Env, loadConfig, Switch, type ConfigClass } from './config.js';
export { currentContext, runInContext } from './context.js';
export { op, port, type AnyPort } from './contract/contract.js';
export { Domain, domainMetadata, mergeParts, type DomainParts } from './contract/domain.js';
export { compose } from './contract/compose.js';
export { Topology, type AwayDomain, type DomainRow } from './contract/topology.js';
export { audit } from './data/audit.js';
export { Database, type Queryable, type Tx } from './data/database.js';
export { checkViolation, uniqueViolation } from './data/errors.js';
export { Prisma } from './data/prisma.js';
export { RedisCache, connectRedis } from './data/redis.js';
export { join, none, sql, type Sql } from './data/sql.js';
export { lock, type Place, type SealedFile, unlock, Vault } from './data/vault.js';
export { Allow, Caller, Door, Metered, Requires, policyOf, ruleOf, type RouteRule } from './http/access.js';
export { Actor, type Grant } from './http/actor.js';
export { Claim, IdempotencyClaim, Idempotent, idempotencyProblems } from './http/idempotency.js';
export { ACTOR_HEADER, forwardActor, InternalKey, readActor, sameSecret } from './http/internal.door.js';
export {
  cursorId,
  cursorNumber,
  decodeCursor,
  foreignCursor,
  olderThan,
  PageQuery,
  toPage,
  type Page,
} from './http/pagination.js';
export { PathId } from './http/path-id.js';
export { platformProblems, problem, Problem, type ProblemKind } from './http/problem.js';
export { sendProblem, toProblem } from './http/problem.filter.js';
export { Throws, throwsOf } from './http/throws.js';
export { API_PREFIX, Edge } from './http/server.js';
export { newId } from './ids.js';
export { allocate, formatMoney, Money, money, share, taxWithin } from './money.js';
export { Pause } from './pause.js';
export { PlatformConfig } from './platform.config.js';
export { createApplication, run } from './run.js';
export { parseAs } from './validation.js';
export { within } from './within.js';
export { Again, event, job, OnEvent, OnJob, type Event, type Work } from './work/events.js';
export { failpoint } from './work/failpoint.js';
export { Inbox } from './work/inbox.js';
export { Outbox } from './work/outbox.js';
