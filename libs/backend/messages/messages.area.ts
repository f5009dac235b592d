import { Logger } from '@nestjs/common';
import { type DomainParts, PlatformConfig, RedisCache } from '@pakashop/platform';
import { RESEND_PER_SECOND, ResendClient } from '@pakashop/providers/resend';
import { SmtpClient } from '@pakashop/providers/smtp';
import { TwilioClient } from '@pakashop/providers/twilio';
import { WhatsappClient } from '@pakashop/providers/whatsapp';
import { ResendAdapter } from './adapters/resend/resend.adapter.js';
import { SmtpAdapter } from './adapters/smtp/smtp.adapter.js';
import { TwilioAdapter } from './adapters/twilio/twilio.adapter.js';
import { WhatsappAdapter } from './adapters/whatsapp/whatsapp.adapter.js';
import { ACCOUNTS, type Accounts, accountsOf } from './messages.accounts.js';
import { MessageCallbacks } from './messages.callbacks.js';
import type { Carrier } from './messages.carrier.js';
import { Carriers } from './messages.carriers.js';
import { MessagesConfig } from './messages.config.js';
import { MessageCourse } from './messages.course.js';
import { MessageFollower } from './messages.follower.js';
import { HandOver } from './messages.handover.js';
import { SecurityNotices } from './messages.notices.js';
import { Pace } from './messages.pace.js';
import { MessagesProcessor } from './messages.processor.js';
import { MessageReports } from './messages.reports.js';
import { MessageSender } from './messages.sender.js';
import { Composers, Messages } from './messages.service.js';
import { SuppressionsController } from './messages.suppressions.controller.js';
import { Suppressions } from './messages.suppressions.js';
import { SuppressionDesk } from './messages.suppressions.staff.js';
import { MessagesWebhookController } from './messages.webhook.controller.js';

const logger = new Logger('Carrier');
/** Of a call everything but the number, which would be masked: a message names its person by their id. */
const log = (record: { readonly phone?: string }): void => logger.log({ ...record, phone: undefined }, 'carrier call');

/** The carriers that we have an account with, the preferred one of a channel first. */
function carriersOf(
  { whatsapp, twilio, resend, smtp }: Accounts,
  config: MessagesConfig,
  redis: RedisCache,
): Carrier[] {
  const callbackUrl = `${config.PUBLIC_URL.replace(/\/+$/, '')}/api/v1/messages/webhook/twilio`;
  const version = config.WHATSAPP_GRAPH_VERSION;
  const timeoutMs = config.MESSAGE_CALL_SECONDS * 1000;
  const pace = new Pace(redis, 'resend', RESEND_PER_SECOND);
  return [
    whatsapp &&
      new WhatsappAdapter(
        new WhatsappClient({ ...whatsapp, version, timeoutMs, log }),
        config.WHATSAPP_TEMPLATE_LANGUAGE,
      ),
    twilio && new TwilioAdapter(new TwilioClient({ ...twilio, from: config.TWILIO_FROM, timeoutMs, log }), callbackUrl),
    resend && new ResendAdapter(new ResendClient({ ...resend, timeoutMs, log }), config.MAIL_FROM, pace),
    smtp && new SmtpAdapter(new SmtpClient({ ...smtp, timeoutMs }), config.MAIL_FROM),
  ].filter((carrier) => carrier !== undefined);
}

/** Messages to people over WhatsApp, SMS and mail; who writes them is up to the areas that order them. */
export const messages: DomainParts = {
  config: [MessagesConfig],
  providers: [
    {
      provide: ACCOUNTS,
      inject: [MessagesConfig, PlatformConfig],
      useFactory: (config: MessagesConfig, { NODE_ENV }: PlatformConfig) => accountsOf(config, NODE_ENV),
    },
    {
      provide: Carriers,
      inject: [ACCOUNTS, MessagesConfig, RedisCache],
      useFactory: (accounts: Accounts, config: MessagesConfig, redis: RedisCache) =>
        new Carriers(carriersOf(accounts, config, redis)),
    },
    Composers,
    Messages,
    SecurityNotices,
    Suppressions,
    SuppressionDesk,
    MessageCourse,
    HandOver,
    MessageSender,
    MessageFollower,
    MessageReports,
    MessageCallbacks,
  ],
  api: [MessagesWebhookController, SuppressionsController],
  worker: [MessagesProcessor],
};
