/** People of the demo marketplace; `npm start` prints them. All have the same password, which no real one may have. */
const password = 'demo-Zambezi-2026';

export const demoAccounts = [
  { role: 'customer', login: 'chanda@demo.pakashop.store', password, name: 'Chanda Mwansa' },
  { role: 'vendor (Kamwala Kitchen, Lusaka)', login: 'mutale@demo.pakashop.store', password, name: 'Mutale Phiri' },
  { role: 'vendor (Copper Threads, Kitwe)', login: 'bwalya@demo.pakashop.store', password, name: 'Bwalya Tembo' },
  { role: 'administrator', login: 'admin@demo.pakashop.store', password, name: 'Natasha Zulu' },
  { role: 'finance', login: 'finance@demo.pakashop.store', password, name: 'Kelvin Lungu' },
  { role: 'fraud analyst', login: 'fraud@demo.pakashop.store', password, name: 'Esnart Sakala' },
] as const;
