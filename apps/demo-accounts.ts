/** People of the demo marketplace; `npm start` prints them. All have the same password, which no real one may have. */
const password = 'demo-Zambezi-2026';

/** What the authenticator apps of the demo's vendors and staff have; the sandbox shows its codes at /authenticator. */
export const DEMO_TOTP_SECRET = 'PAKASHOPDEMOSECRETPAKASHOPDEMO23';

const account = (role: string, login: string, name: string, hasApp = true) => ({ role, login, password, name, hasApp });

export const demoAccounts = [
  account('customer', 'chanda@demo.pakashop.store', 'Chanda Mwansa', false),
  account('vendor (Kamwala Kitchen, Lusaka)', 'mutale@demo.pakashop.store', 'Mutale Phiri'),
  account('vendor (Copper Threads, Kitwe)', 'bwalya@demo.pakashop.store', 'Bwalya Tembo'),
  account('delivery agent', 'kapembwa@demo.pakashop.store', 'Kapembwa Simutowe'),
  account('administrator', 'admin@demo.pakashop.store', 'Natasha Zulu'),
  account('finance', 'finance@demo.pakashop.store', 'Kelvin Lungu'),
  account('finance, who approves', 'approver@demo.pakashop.store', 'Womba Sakala'),
  account('support', 'support@demo.pakashop.store', 'Ireen Banda'),
  account('fraud analyst', 'fraud@demo.pakashop.store', 'Esnart Sakala'),
] as const;
