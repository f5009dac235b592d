import { Env, Switch } from '@pakashop/platform';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };

/** Where files are kept and how they are checked. */
export class MediaConfig {
  /** `local` keeps files on this machine's disk; `cloudinary` in the account below. */
  @Env() @IsIn(['local', 'cloudinary']) MEDIA_STORE: 'local' | 'cloudinary' = 'local';
  /** Folder of the local store, shared by all processes. Production has no default. */
  @Env() @IsOptional() @IsString() MEDIA_DIR?: string;
  @Env() @IsOptional() @Matches(/^[\w-]{1,64}$/) CLOUDINARY_CLOUD_NAME?: string;
  @Env() @IsOptional() @Matches(/^[\w-]{6,64}$/) CLOUDINARY_API_KEY?: string;
  @Env() @IsOptional() @IsString() @MinLength(8) CLOUDINARY_API_SECRET?: string;
  /** Still accepted under notifications while the secret is being changed. */
  @Env() @IsOptional() @IsString() @MinLength(8) CLOUDINARY_API_SECRET_PREVIOUS?: string;
  /** As set in the account: how uploads and notifications are signed. */
  @Env() @IsIn(['sha1', 'sha256']) CLOUDINARY_SIGNATURE_ALGORITHM: 'sha1' | 'sha256' = 'sha1';
  @Env() @IsOptional() @IsUrl(ADDRESS) CLOUDINARY_BASE_URL?: string;
  @Env() @IsOptional() @IsUrl(ADDRESS) CLOUDINARY_DELIVERY_URL?: string;
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  /** How browsers and stores reach this API. */
  @Env() @IsUrl(ADDRESS) PUBLIC_URL: string = 'http://127.0.0.1:8000';
  /** Malware scanner (clamd). */
  @Env()
  @IsOptional()
  @Matches(/^tcp:\/\/[\w.-]+:\d{1,5}$/, { message: '$property must be like tcp://127.0.0.1:3310' })
  CLAMD_URL?: string;
  /** Production lets documents through that no scanner has seen. */
  @Env() @Switch() MEDIA_UNSCANNED_DOCUMENTS: boolean = false;
  /** Hours after which a file that belongs to nothing is destroyed. */
  @Env() @IsInt() @Min(1) @Max(720) MEDIA_UNCLAIMED_HOURS: number = 48;
  /** Days that a document is kept after what it belongs to is over. */
  @Env() @IsInt() @Min(0) @Max(5_000) DOCUMENT_RETENTION_DAYS: number = 365;
}
