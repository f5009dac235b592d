import { problem } from '@pakashop/platform';

export const productsProblems = {
  notFound: problem('products.not_found', 404, 'There is no such product'),
  variantNotFound: problem('products.variant_not_found', 404, 'There is no such variant'),
  shopNotFound: problem('products.shop_not_found', 404, 'There is no such shop'),
  categoryUnknown: problem('products.category_unknown', 422, 'There is no such category'),
  outOfStock: problem('products.out_of_stock', 409, 'Not enough stock'),
  skuTaken: problem('products.sku_taken', 409, 'The shop has another variant with this SKU'),
  skuReserved: problem('products.sku_reserved', 422, 'This SKU looks like one that we make'),
  optionsMismatch: problem('products.options_mismatch', 422, 'The options of a variant are not those of its product'),
  imageUnknown: problem('products.image_unknown', 422, 'The product has no such picture'),
  noActiveVariant: problem('products.no_active_variant', 409, 'A product on sale needs a variant on sale'),
};
