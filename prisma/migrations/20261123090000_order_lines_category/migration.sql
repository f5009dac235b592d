ALTER TABLE "backend"."order_lines" ADD COLUMN "category_id" UUID;

-- How long a shop's money is held, and how it is paid out.
ALTER TABLE "backend"."shops" ADD COLUMN "class" TEXT NOT NULL DEFAULT 'STANDARD';
ALTER TABLE "backend"."shops" ADD CONSTRAINT "shops_class_check" CHECK (class IN ('NEW', 'STANDARD', 'TRUSTED'));
