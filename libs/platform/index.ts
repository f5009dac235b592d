export { Clock } from './clock.js';
export { ConfigError, configNames, Env, loadConfig, Switch, type ConfigClass } from './config.js';
export { currentContext, inCorrelation, noteEvent, runInContext } from './context.js';
export { op, port, type AnyPort } from './contract/contract.js';
export { Domain, domainMetadata, mergeParts, type DomainParts } from './contract/domain.js';
export { compose } from './contract/compose.js';
export { Topology, type AwayDomain, type DomainRow, type StatedRoute } from './contract/topology.js';
export { audit, AUDIT_CHAIN, changesOf } from './data/audit.js';
export { canonical, type JsonObject } from './data/chain.rules.js';
export { type ChainedTable, utc } from './data/chain.js';
export { ChainExport } from './data/chain.export.js';
export { Database, type Queryable, type Tx } from './data/database.js';
export { checkViolation, uniqueViolation } from './data/errors.js';
export { firstKey, KEYRING, readKeyring } from './data/keyring.js';
export { Prisma } from './data/prisma.js';
export { RedisCache } from './data/redis.js';
export { join, named, none, sql, type Sql, UNHURRIED } from './data/sql.js';
export { lock, unlock } from './data/data-keys.js';
export type { Viewer } from './data/viewer.js';
export { dice } from './dice.js';
export { type Place, type SealedColumn, SEALED_COLUMNS, type SealedFile, Vault } from './data/vault.js';
export { VaultRotation } from './data/vault.rotation.js';
export {
  Allow,
  Caller,
  ClosedTo,
  Door,
  DuringEnrolment,
  Metered,
  meteredConfig,
  type Metering,
  meteringOf,
  meteringOfRoute,
  OwnEyesOnly,
  Requires,
  ruleOf,
  type RouteRule,
  StepUp,
} from './http/access.js';
export { Actor, type ActorInit, type Grant } from './http/actor.js';
export { Counters } from './http/counters.js';
export { Claim, IdempotencyClaim, Idempotent, idempotencyProblems } from './http/idempotency.js';
export { InternalCallers } from './http/internal.callers.js';
export { actorOf, forwardActor } from './http/internal.door.js';
export { ACTOR_HEADER, INTERNAL_KEY } from './http/internal.headers.js';
export { type InternalCaller, InternalKeys, sameSecret } from './http/internal.keys.js';
export { nameOf, signingKey } from './http/internal.proof.js';
export {
  cursorId,
  cursorNumber,
  decodeCursor,
  encodeCursor,
  foreignCursor,
  olderThan,
  PageQuery,
  toPage,
  type Page,
} from './http/pagination.js';
export { networkOf } from './http/network.js';
export { PathId } from './http/path-id.js';
export { platformProblems, problem, Problem, type ProblemKind } from './http/problem.js';
export { ActReason } from './http/reason.dto.js';
export { sendProblem, toProblem } from './http/problem.filter.js';
export { Throws, throwsOf } from './http/throws.js';
export { API_PREFIX, Edge } from './http/server.js';
export { newId } from './ids.js';
export { maskEmail, maskId, maskPhone } from './masks.rules.js';
export { allocate, formatMoney, Money, money, share, taxWithin } from './money.js';
export { Pause } from './pause.js';
export { PlatformConfig } from './platform.config.js';
export { createApplication, run } from './run.js';
export { isGiven, Omittable, parseAs } from './validation.js';
export { within } from './within.js';
export {
  Again,
  event,
  job,
  OnEvent,
  OnEvents,
  OnJob,
  OnJobs,
  type CloseAll,
  type Event,
  type Work,
} from './work/events.js';
export { failpoint } from './work/failpoint.js';
export { Inbox } from './work/inbox.js';
export { Outbox, type Taken } from './work/outbox.js';
