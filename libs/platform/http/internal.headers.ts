/** Header in which a service shows its key, or what it made with its key for one call. */
export const INTERNAL_KEY = 'x-internal-key';
/** Header in which the gateway forwards whom it admitted; believed only together with its internal key. */
export const ACTOR_HEADER = 'x-pakashop-actor';
