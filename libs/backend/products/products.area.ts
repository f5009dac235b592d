import type { DomainParts } from '@pakashop/platform';
import { Catalogue } from './products.catalogue.js';
import { CategoriesController } from './products.categories.controller.js';
import { Categories } from './products.categories.js';
import { ProductsController } from './products.controller.js';
import { ProductDetails } from './products.detail.js';
import { ProductSearch } from './products.list.js';
import { CatalogueListener } from './products.listener.js';
import { StockMovements } from './products.movements.js';
import { CatalogueNews } from './products.news.js';
import { CatalogueShelf } from './products.shelf.js';
import { Showcase } from './products.showcase.js';
import { Stock } from './products.stock.js';
import { StockReturns } from './products.stock.returns.js';
import { VariantsController } from './products.variants.controller.js';
import { Variants } from './products.variants.js';
import { ProductEditController, VendorProductsController } from './products.vendor.controller.js';
import { VendorProducts } from './products.vendor.js';

/** What is sold: products, variants, categories, their stock, and how it is shown. */
export const products: DomainParts = {
  providers: [Catalogue, CatalogueNews, Showcase, Stock, StockReturns, StockMovements, Variants, VendorProducts],
  api: [
    Categories,
    CategoriesController,
    CatalogueListener,
    CatalogueShelf,
    ProductDetails,
    ProductEditController,
    ProductSearch,
    ProductsController,
    VariantsController,
    VendorProductsController,
  ],
};
