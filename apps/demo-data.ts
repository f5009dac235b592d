/** What the demo shops sell. Prices in ngwee, VAT included. */
interface DemoProduct {
  readonly title: string;
  readonly category: string;
  readonly description: string;
  readonly price: number;
  readonly stock: number;
  readonly sizes?: readonly string[];
}

interface DemoShop {
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  readonly province: string;
  readonly town: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly products: readonly DemoProduct[];
}

export const demoCategories = [
  { slug: 'kitchen', code: 'KIT', name: 'Kitchen' },
  { slug: 'groceries', code: 'GRO', name: 'Groceries' },
  { slug: 'clothing', code: 'CLO', name: 'Clothing' },
  { slug: 'electronics', code: 'ELC', name: 'Electronics' },
  { slug: 'garden', code: 'GAR', name: 'Garden' },
] as const;

export const demoShops: readonly DemoShop[] = [
  {
    owner: 'mutale@demo.pakashop.store',
    name: 'Kamwala Kitchen',
    description: 'Pots, braziers and everything that goes into them.',
    province: 'Lusaka',
    town: 'Lusaka',
    latitude: -15.4282,
    longitude: 28.2996,
    products: [
      {
        title: 'Cast-iron nshima pot, 6 litres',
        category: 'kitchen',
        description: 'Holds heat for hours.',
        price: 38_500,
        stock: 40,
      },
      {
        title: 'Clay charcoal brazier',
        category: 'kitchen',
        description: 'Burns half the charcoal.',
        price: 12_550,
        stock: 60,
      },
      {
        title: 'Wooden cooking paddle',
        category: 'kitchen',
        description: 'Turned from mukwa wood.',
        price: 4_500,
        stock: 120,
      },
      {
        title: 'Roller mealie meal, 25 kg',
        category: 'groceries',
        description: 'Fresh from the mill.',
        price: 29_900,
        stock: 80,
      },
      {
        title: 'Raw forest honey, 1 kg',
        category: 'groceries',
        description: 'From Mwinilunga.',
        price: 14_000,
        stock: 50,
      },
      {
        title: 'Solar lantern with phone charger',
        category: 'electronics',
        description: 'Ten hours of light.',
        price: 21_900,
        stock: 35,
      },
    ],
  },
  {
    owner: 'bwalya@demo.pakashop.store',
    name: 'Copper Threads',
    description: 'Chitenge and workwear, sewn in Kitwe.',
    province: 'Copperbelt',
    town: 'Kitwe',
    latitude: -12.8136,
    longitude: 28.2135,
    products: [
      {
        title: 'Chitenge wrap dress',
        category: 'clothing',
        description: 'Cotton, fully lined.',
        price: 34_000,
        stock: 12,
        sizes: ['S', 'M', 'L'],
      },
      { title: 'Chitenge fabric, 6 yards', category: 'clothing', description: 'Wax print.', price: 18_000, stock: 70 },
      {
        title: 'Two-piece work suit',
        category: 'clothing',
        description: 'Flame retardant.',
        price: 45_000,
        stock: 15,
        sizes: ['M', 'L', 'XL'],
      },
      {
        title: 'Gum boots',
        category: 'garden',
        description: 'Steel toe cap.',
        price: 16_500,
        stock: 20,
        sizes: ['8', '9', '10'],
      },
      { title: 'Hand hoe with ash handle', category: 'garden', description: 'Forged blade.', price: 8_500, stock: 90 },
    ],
  },
];
