/**
 * WhatsApp templates as they have to be approved in the account, language `en`:
 *
 * - `pakashop_code`, category AUTHENTICATION, one-time password with copy-code button, `code_expiration_minutes` 10,
 *   `message_send_ttl_seconds` 600. Meta words it; its one parameter is the code.
 * - `pakashop_notice`, category UTILITY: "About your Pakashop account: {{1}}", `message_send_ttl_seconds` 43200.
 */
export const CODE_TEMPLATE = 'pakashop_code';
export const NOTICE_TEMPLATE = 'pakashop_notice';

/** Authentication templates are sent with the code twice: in the text and for the button that copies it. */
export const isCodeTemplate = (name: string): boolean => name === CODE_TEMPLATE;
