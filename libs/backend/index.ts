export * from './auth/auth.contract.js';
export * from './orders/orders.events.js';
export * from './payments/payments.events.js';
