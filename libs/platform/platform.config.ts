import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { availableParallelism } from 'node:os';
import { Env, Switch } from './config.js';
import { KEYRING } from './data/keyring.js';

/** A key without the characters that separate keys. */
const INTERNAL_KEY = String.raw`[\x21-\x2b\x2d-\x3d\x3f-\x7b\x7d-\x7e]{16,256}`;
const INTERNAL_ENTRY = String.raw`[a-z][\w-]{0,39}:${INTERNAL_KEY}(\|${INTERNAL_KEY})?(>[a-z]+(\+[a-z]+)*)?`;
const INTERNAL_KEYS = new RegExp(`^${INTERNAL_ENTRY}(,${INTERNAL_ENTRY})*$`);

/** Variables that every process needs. */
export class PlatformConfig {
  @Env() @IsIn(['development', 'test', 'production']) NODE_ENV: string = 'development';
  @Env()
  @IsUrl(
    { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true },
    needs('a postgresql:// address'),
  )
  DATABASE_URL: string;
  @Env()
  @IsUrl({ protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true }, needs('a redis:// address'))
  REDIS_URL: string;
  /** Prefix of every Redis key, so that environments can share a server. */
  @Env() @IsString() @MaxLength(32) REDIS_PREFIX: string = 'pakashop';
  @Env() @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'silent']) LOG_LEVEL: string = 'info';
  /** Milliseconds a request waits for Redis before it goes on without. */
  @Env() @IsInt() @Min(1) @Max(10_000) REDIS_TIMEOUT_MS: number = 100;
  /**
   * Milliseconds that a handler may take before the caller is answered without it: more than the longest that one waits
   * for, a provider for 8 s or another process for 10 s.
   */
  @Env() @IsInt() @Min(100) @Max(600_000) HANDLER_TIMEOUT_MS: number = 15_000;
  /** Signs the calls of this process to other services. Without INTERNAL_API_KEYS it is also what lets them in. */
  @Env() @MinLength(16, needs('at least 16 characters')) INTERNAL_API_KEY: string;
  /** The shared key before the last change, accepted as well. */
  @Env() @IsOptional() @MinLength(16) INTERNAL_API_KEY_PREVIOUS?: string;
  /** Which services are let in and what each may call: `service:key|previous>target+target`, separated by commas. */
  @Env()
  @IsOptional()
  @Matches(INTERNAL_KEYS, needs('service:key|previous key>target+target with keys of at least 16 characters'))
  INTERNAL_API_KEYS?: string;
  /**
   * Keys that wrap the keys of encrypted columns and files, `name:base64 of 32 bytes`, separated by commas. The first one
   * is used for new keys; keep an old one until everything is wrapped anew.
   */
  @Env() @Matches(KEYRING, needs('name:base64 of 32 random bytes')) DATA_KEYS: string;
  /** Keys that seal the audit, in the form of DATA_KEYS: the first one seals, older ones verify what they sealed. */
  @Env() @Matches(KEYRING, needs('name:base64 of 32 random bytes')) AUDIT_KEY: string;
  /** File to which the worker appends how far the sealed chains reach; best on another machine's disk. */
  @Env() @IsOptional() @IsString() AUDIT_ANCHOR_FILE?: string;
  /** Minutes between two such lines. */
  @Env() @IsInt() @Min(1) @Max(1_440) AUDIT_ANCHOR_MINUTES: number = 10;
  /** Where processes that do not host the gateway reach it. */
  @Env() @IsUrl({ require_tld: false }) GATEWAY_URL: string = 'http://127.0.0.1:8000';
  /** Domains hosted by this process, separated by commas; `all` hosts every domain that is built. */
  @Env() @IsString() HOST_DOMAINS: string = 'all';
  /** Address to listen on. */
  @Env() @IsString() HOST: string = '127.0.0.1';
  @Env() @IsOptional() @IsInt() @Min(0) @Max(65535) API_PORT?: number;
  @Env() @IsOptional() @IsInt() @Min(0) @Max(65535) REALTIME_PORT?: number;
  /** Second port of the gateway's process, for services: with it, nothing internal exists on the first one. */
  @Env() @IsOptional() @IsInt() @Min(0) @Max(65535) INTERNAL_PORT?: number;
  /** Port of the worker's health page. */
  @Env() @IsInt() @Min(0) @Max(65535) WORKER_PORT: number = 8001;
  /** Role that the connections take; by default the one of the hosted domain, or pakashop_app for several. */
  @Env() @IsOptional() @IsString() DATABASE_ROLE?: string;
  /** Connections to PostgreSQL, at most. More than its cores can serve make each statement dearer. */
  @Env() @IsInt() @Min(1) @Max(100) DATABASE_POOL: number = Math.min(100, Math.max(6, 2 * availableParallelism()));
  @Env() @IsInt() @Min(1) @Max(64) WORKER_CONCURRENCY: number = 16;
  /** Seconds before work that a process took and did not finish is given to another one. */
  @Env() @IsInt() @Min(1) @Max(300) LEASE_SECONDS: number = 10;
  /** CIDR ranges of the proxies in front of the api whose X-Forwarded-For is believed. */
  @Env() @IsOptional() @IsString() TRUSTED_PROXIES?: string;
  /** Named fault points for tests, for example `C9=kill@1`; refused in production. */
  @Env() @IsOptional() @IsString() FAILPOINTS?: string;
  /** Serve the readable page of the API at /api/docs. */
  @Env() @Switch() API_DOCS: boolean = true;
  /** Where traces, metrics and logs go over OpenTelemetry; nothing is sent without it. */
  @Env() @IsOptional() @IsUrl({ require_tld: false }) OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** Key of the account there (Middleware.io). */
  @Env() @IsOptional() @IsString() MIDDLEWARE_API_KEY?: string;
}

function needs(what: string) {
  return { message: `$property must be ${what}` };
}
