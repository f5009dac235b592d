import { Env } from '@pakashop/platform';
import { IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';

const ADDRESS = { require_tld: false, require_protocol: true };
const SMTP_ADDRESS = { protocols: ['smtp', 'smtps'], require_tld: false, require_protocol: true };

/**
 * How people are written to. A company without credentials is passed over in production; elsewhere the sandbox stands in
 * for it.
 */
export class MessagesConfig {
  @Env() @IsOptional() @IsString() @MinLength(8) RESEND_API_KEY?: string;
  @Env() @IsOptional() @IsUrl(ADDRESS) RESEND_BASE_URL?: string;
  /** `whsec_` and base64. */
  @Env() @IsOptional() @Matches(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/) RESEND_WEBHOOK_SECRET?: string;
  /** The sender of all mail, `Name <address>`; its domain is verified at Resend. */
  @Env() @Matches(/^[^<>\r\n]+ <[^<>@\s]+@[^<>@\s]+>$/) MAIL_FROM: string = 'Pakashop <no-reply@pakashop.store>';
  /** Takes mail that Resend is known not to have taken. */
  @Env() @IsOptional() @IsUrl(SMTP_ADDRESS) SMTP_URL?: string;

  @Env() @IsOptional() @Matches(/^AC[0-9a-f]{32}$/i) TWILIO_ACCOUNT_SID?: string;
  @Env() @IsOptional() @IsString() @MinLength(8) TWILIO_AUTH_TOKEN?: string;
  @Env() @IsOptional() @IsUrl(ADDRESS) TWILIO_BASE_URL?: string;
  /** A sender of up to 11 letters and digits, a number, or a messaging service. */
  @Env() @Matches(/^([A-Za-z0-9 ]{1,11}|\+\d{8,15}|MG[0-9a-f]{32})$/i) TWILIO_FROM: string = 'Pakashop';

  /** The WhatsApp Business Account: reports about another one are not ours. */
  @Env() @IsOptional() @Matches(/^\d{5,20}$/) WHATSAPP_BUSINESS_ID?: string;
  @Env() @IsOptional() @Matches(/^\d{5,20}$/) WHATSAPP_PHONE_NUMBER_ID?: string;
  @Env() @IsOptional() @IsString() @MinLength(8) WHATSAPP_TOKEN?: string;
  /** Signs Meta's webhooks. */
  @Env() @IsOptional() @IsString() @MinLength(8) WHATSAPP_APP_SECRET?: string;
  /** What Meta has to know before it may register our webhook. */
  @Env() @IsOptional() @IsString() @MinLength(8) WHATSAPP_VERIFY_TOKEN?: string;
  @Env() @IsOptional() @IsUrl(ADDRESS) WHATSAPP_BASE_URL?: string;
  @Env() @Matches(/^v\d{2}\.0$/) WHATSAPP_GRAPH_VERSION: string = 'v26.0';
  @Env() @Matches(/^[a-z]{2}(_[A-Z]{2})?$/) WHATSAPP_TEMPLATE_LANGUAGE: string = 'en';

  /** Where carriers report; part of what Twilio signs. */
  @Env() @IsUrl(ADDRESS) PUBLIC_URL: string = 'http://127.0.0.1:8000';
  @Env() @IsUrl(ADDRESS) SANDBOX_URL: string = 'http://127.0.0.1:4010';
  @Env() @IsUrl(SMTP_ADDRESS) SANDBOX_SMTP_URL: string = 'smtp://127.0.0.1:4025';
  /** How long a carrier may take to answer. */
  @Env() @IsNumber() @Min(0.1) @Max(30) MESSAGE_CALL_SECONDS: number = 10;
  /** Nothing follows a hand-over of which nobody knows whether it was taken before so many seconds. */
  @Env() @IsInt() @Min(10) @Max(3600) MESSAGE_DOUBT_SECONDS: number = 60;
}
