export * from './auth/auth.contract.js';
export * from './auth/auth.events.js';
export * from './orders/orders.events.js';
export * from './payments/payments.events.js';
export * from './users/users.events.js';
export * from './wallets/wallets.events.js';
