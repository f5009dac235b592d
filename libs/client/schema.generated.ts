export interface paths {
    "/auth/bootstrap-admin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the first administrator with the secret of the installation; works once
         * @description Open to everybody.
         */
        post: operations["auth_bootstrapAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges a refresh token for the next one and a new access token
         * @description Open to everybody.
         */
        post: operations["auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes an account and signs it in
         * @description Open to everybody.
         */
        post: operations["auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with e-mail or phone and password
         * @description Open to everybody.
         */
        post: operations["auth_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session of this request
         * @description For a person who is signed in.
         */
        post: operations["auth_signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends all sessions of the person, on all devices
         * @description For a person who is signed in.
         */
        post: operations["auth_signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's cart with the prices and the stock of this moment
         * @description For a person who is signed in, or a guest.
         */
        get: operations["cart_view"];
        put?: never;
        post?: never;
        /**
         * Empties the cart
         * @description For a person who is signed in, or a guest.
         */
        delete: operations["cart_empty"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/guest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new guest token, for a cart and orders without an account
         * @description Open to everybody.
         */
        post: operations["cart_guest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds pieces of a variant to the cart
         * @description For a person who is signed in, or a guest.
         */
        post: operations["cart_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/items/{variantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a variant out of the cart
         * @description For a person who is signed in, or a guest.
         */
        delete: operations["cart_remove"];
        options?: never;
        head?: never;
        /**
         * Sets how many pieces of a variant are in the cart
         * @description For a person who is signed in, or a guest.
         */
        patch: operations["cart_setQuantity"];
        trace?: never;
    };
    "/cart/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves a guest's cart into the caller's, after signing in
         * @description Doing it again changes nothing.
         *
         *     For a person who is signed in.
         */
        post: operations["cart_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is sold, as a tree
         * @description Open to everybody.
         */
        get: operations["categories_tree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Payments that wait for a person, and those that were decided; the oldest first
         * @description Needs the permission `fraud.reviews.read`.
         */
        get: operations["fraud_reviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/fraud/reviews/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a payment go on or ends it
         * @description A decision is final; nobody decides about a payment of their own.
         *
         *     Needs the permission `fraud.reviews.decide`.
         */
        post: operations["fraud_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/client-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Client keys, newest first
         * @description Keys that the environment gives are not listed.
         *
         *     Needs the permission `gateway.clients.write`.
         */
        get: operations["clientKeys_list"];
        put?: never;
        /**
         * Makes a client key and shows it this once
         * @description Needs the permission `gateway.clients.write`.
         */
        post: operations["clientKeys_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/client-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes a client key; within five seconds no process takes it any more
         * @description Needs the permission `gateway.clients.write`.
         */
        delete: operations["clientKeys_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The account of the person who is signed in
         * @description For a person who is signed in.
         */
        get: operations["users_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the name of the account
         * @description For a person who is signed in.
         */
        patch: operations["users_rename"];
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the password and ends all other sessions
         * @description Honours no Idempotency-Key, which would store what it is.
         *
         *     For a person who is signed in.
         */
        post: operations["mySessions_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All roles of the person, and what they permit on the surface of this session
         * @description For a person who is signed in.
         */
        get: operations["users_permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the person is signed in
         * @description For a person who is signed in.
         */
        get: operations["mySessions_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends one of the person's sessions
         * @description For a person who is signed in.
         */
        delete: operations["mySessions_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's orders, newest first
         * @description For a person who is signed in, or a guest.
         */
        get: operations["orders_mine"];
        put?: never;
        /**
         * Places an order over one or more shops: prices it, holds the stock, and waits for payment until it expires
         * @description For a person who is signed in, or a guest.
         */
        post: operations["orders_place"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order of the caller; staff may look at any
         * @description For a person who is signed in, or a guest.
         */
        get: operations["orders_one"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Calls off an order that is not paid, and frees its stock
         * @description Refused while a payment can still succeed: a prompt on a phone cannot be taken back.
         *
         *     For a person who is signed in, or a guest.
         */
        patch: operations["orders_cancel"];
        trace?: never;
    };
    "/payments/breaks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Late and double successes, wrong amounts, unknown references: what finance has to look at, newest first
         * @description Needs the permission `payments.breaks.read`.
         */
        get: operations["payments_listBreaks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/cancel/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls off the try that is under way, if it surely takes no money any more; the order can then be paid another way
         * @description For a person who is signed in, or a guest.
         */
        post: operations["payments_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/initiate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts the payment of an order
         * @description Answers 200 with what the buyer has to do, or 202 `pending` when the provider has not answered yet: then ask for the status.
         *
         *     For a person who is signed in, or a guest.
         */
        post: operations["payments_initiate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/status/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the payment of an order stands
         * @description Poll it every five seconds while the buyer confirms.
         *
         *     For a person who is signed in, or a guest.
         */
        get: operations["payments_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/webhook/flutterwave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Flutterwave's webhook
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["paymentWebhook_flutterwave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/webhook/pawapay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * pawaPay's deposit callback
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["paymentWebhook_pawapay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pricing/commission-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Commission rules in force
         * @description Needs the permission `pricing.rules.read`.
         */
        get: operations["pricing_rules"];
        put?: never;
        /**
         * Opens a commission rule or the next version of it; orders that are placed keep theirs
         * @description Needs the permission `pricing.rules.write`.
         */
        post: operations["pricing_setRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/pricing/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prices a basket without ordering it: goods, delivery and the rule behind each amount
         * @description Needs the permission `pricing.rules.read`.
         */
        post: operations["pricing_quote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products on sale, filtered and sorted, a page at a time
         * @description Open to everybody.
         */
        get: operations["products_list"];
        put?: never;
        /**
         * Makes a product with its pictures, options, variants and first stock
         * @description Needs the permission `catalog.write`.
         */
        post: operations["productEdit_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{id}/variants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a variant to a product
         * @description Needs the permission `catalog.write`.
         */
        post: operations["productEdit_addVariant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One product with its variants, options and pictures
         * @description Open to everybody.
         */
        get: operations["products_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settlement/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of the ledger with their balances, by code
         * @description Needs the permission `ledger.read`.
         */
        get: operations["ledger_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settlement/accounts/{code}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statement of one account: its entries, newest first, with the balance after each
         * @description Needs the permission `ledger.read`.
         */
        get: operations["ledger_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settlement/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the books keep the rules that hold at every instant, and where not
         * @description Needs the permission `ledger.read`.
         */
        get: operations["ledger_checks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settlement/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All balances at one instant: where money is and to whom it is owed
         * @description Needs the permission `ledger.read`.
         */
        get: operations["ledger_trialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shop-orders/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The vendor takes a paid shop order on
         * @description Needs the permission `orders.fulfil`.
         */
        post: operations["fulfilment_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shop-orders/{id}/pack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The vendor has packed a shop order; it waits for its rider
         * @description Needs the permission `orders.fulfil`.
         */
        post: operations["fulfilment_pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shops that are open, the newest first
         * @description Open to everybody.
         */
        get: operations["shops_list"];
        put?: never;
        /**
         * Opens a shop that the caller owns
         * @description Needs the permission `shops.create`.
         */
        post: operations["shops_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shops/{shopId}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shop orders of a shop, newest first
         * @description Needs the permission `orders.read.shop`.
         */
        get: operations["shopOrders_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shops/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One shop by its slug
         * @description Open to everybody.
         */
        get: operations["shops_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The roles of a person
         * @description Needs the permission `roles.write`.
         */
        get: operations["grants_list"];
        put?: never;
        /**
         * Gives a person a role; their access tokens end, and the next refresh has it
         * @description Needs the permission `roles.write`.
         */
        post: operations["grants_give"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/grants/{grantId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes a role from a person; their access tokens end
         * @description Needs the permission `roles.write`.
         */
        delete: operations["grants_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes price, title or status of a variant; orders that are placed keep their price
         * @description Needs the permission `catalog.write`.
         */
        patch: operations["variants_change"];
        trace?: never;
    };
    "/variants/{id}/stock-movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of a variant's stock, the latest first
         * @description Needs the permission `catalog.write`.
         */
        get: operations["variants_history"];
        put?: never;
        /**
         * Books goods in or out of a variant's stock
         * @description Needs the permission `catalog.write`.
         */
        post: operations["variants_move"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Products of the shops that the caller sells in, with their stock
         * @description Needs the permission `catalog.write`.
         */
        get: operations["vendorProducts_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a product, puts it on sale or takes it off
         * @description Needs the permission `catalog.write`.
         */
        patch: operations["vendorProducts_change"];
        trace?: never;
    };
    "/vendor/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shops that the caller runs
         * @description Needs the permission `shops.write`.
         */
        get: operations["vendorShops_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a shop, pauses it or opens it again
         * @description Needs the permission `shops.write`.
         */
        patch: operations["vendorShops_change"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountList: {
            data: components["schemas"]["AccountView"][];
            nextCursor: string | null;
        };
        AccountView: {
            code: string;
            /** @enum {string} */
            class: "ASSET" | "LIABILITY";
            /**
             * @description The side on which the balance grows.
             * @enum {string}
             */
            normalSide: "DEBIT" | "CREDIT";
            debits: components["schemas"]["Money"];
            credits: components["schemas"]["Money"];
            balance: components["schemas"]["Money"];
        };
        AddToCart: {
            /** Format: uuid */
            variantId: string;
            /** @description Pieces to add to those that are in the cart. */
            quantity: number;
        };
        AppliedRule: {
            /** Format: uuid */
            ruleId: string;
            ruleVersion: number;
            reason: string;
        };
        AttemptView: {
            transactionId: string;
            /** @enum {string} */
            method: "MTN_MONEY" | "AIRTEL_MONEY" | "ZAMTEL_MONEY" | "CARD";
            /** @enum {string} */
            state: "PENDING" | "FAILED" | "CREATED" | "SENT" | "UNKNOWN" | "SUCCEEDED" | "SUPERSEDED";
            /** @description The provider's page while it is open. */
            url: string | null;
            failureCode: string | null;
            /** @description For the buyer, after a failure. */
            message: string | null;
        };
        BootstrapAdmin: {
            /** @description The value of BOOTSTRAP_ADMIN_TOKEN. */
            token: string;
            /** Format: email */
            email: string;
            password: string;
            /** @description What to call the person. */
            name: string;
        };
        BreakPage: {
            data: components["schemas"]["BreakView"][];
            nextCursor: string | null;
        };
        BreakView: {
            id: string;
            /** @enum {string} */
            kind: "LATE_SUCCESS" | "DOUBLE_SUCCESS" | "OVERPAYMENT" | "AMOUNT_MISMATCH" | "UNKNOWN_REFERENCE" | "CALLBACK_ALTERED";
            /** @enum {string} */
            provider: "pawapay" | "flutterwave";
            reference: string;
            paymentId: string | null;
            amount: components["schemas"]["Money"] | null;
            detail: string;
            /** @enum {string} */
            state: "OPEN" | "REFUND_DUE" | "RESOLVED";
            /** Format: date-time */
            createdAt: string;
        };
        CancelledPayment: {
            orderId: string;
            /** @enum {string} */
            orderStatus: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            /** @enum {string} */
            paymentStatus: "PENDING" | "REFUNDED" | "PAID" | "FAILED";
        };
        CartChanged: {
            variantId: string;
            quantity: number;
            itemCount: number;
        };
        CartItem: {
            variantId: string;
            productId: string;
            productSlug: string;
            sku: string;
            title: string;
            imageUrl: string | null;
            shop: components["schemas"]["CartShop"];
            quantity: number;
            /** @description The price of this moment. */
            unitPrice: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            /**
             * @description AVAILABLE, SHORT (fewer than wanted are left), SOLD_OUT, or GONE (no longer for sale).
             * @enum {string}
             */
            availability: "AVAILABLE" | "SHORT" | "SOLD_OUT" | "GONE";
        };
        CartShop: {
            id: string;
            slug: string;
            name: string;
        };
        CartView: {
            items: components["schemas"]["CartItem"][];
            /** @description Pieces in the cart. */
            itemCount: number;
            /** @description What the available items cost, without delivery. */
            goodsTotal: components["schemas"]["Money"];
        };
        CategoryRef: {
            slug: string;
            name: string;
        };
        CategoryTree: {
            data: components["schemas"]["CategoryView"][];
            nextCursor: string | null;
        };
        CategoryView: {
            id: string;
            slug: string;
            name: string;
            children: components["schemas"]["CategoryView"][];
        };
        ChangePassword: {
            currentPassword: string;
            /** @description 8 to 128 characters of any kind. */
            newPassword: string;
        };
        ChangeProduct: {
            /** Format: uuid */
            categoryId?: string;
            title?: string;
            description?: string;
            /**
             * @description ACTIVE is on sale, DRAFT and ARCHIVED are not.
             * @enum {string}
             */
            status?: "DRAFT" | "ACTIVE" | "ARCHIVED";
            images?: components["schemas"]["NewImage"][];
        };
        ChangeShop: {
            name?: string;
            description?: string;
            /** @enum {string} */
            province?: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town?: string;
            latitude?: number;
            longitude?: number;
            /**
             * @description PAUSED hides the shop and its products; only staff suspend a shop and lift it.
             * @enum {string}
             */
            status?: "ACTIVE" | "PAUSED" | "SUSPENDED";
        };
        ChangeVariant: {
            title?: string;
            price?: components["schemas"]["Price"];
            /**
             * @description ARCHIVED takes the variant off sale.
             * @enum {string}
             */
            status?: "ACTIVE" | "ARCHIVED";
        };
        ClientKeyList: {
            data: components["schemas"]["ClientKeyView"][];
            nextCursor: string | null;
        };
        ClientKeyView: {
            id: string;
            client: string;
            /** @description First characters of the key, to tell keys apart. */
            hint: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            revokedAt: string | null;
        };
        CommissionRuleList: {
            data: components["schemas"]["CommissionRuleView"][];
            nextCursor: string | null;
        };
        CommissionRuleView: {
            id: string;
            /** @description Counts the changes of the rule with this scope. */
            version: number;
            shopId: string | null;
            categoryId: string | null;
            basisPoints: number;
            reason: string;
        };
        ContactInput: {
            name: string;
            phone: string;
            /** Format: email */
            email?: string;
        };
        ContactView: {
            name: string;
            phone: string;
            email: string | null;
        };
        CreateProduct: {
            /** Format: uuid */
            shopId: string;
            /** Format: uuid */
            categoryId: string;
            title: string;
            /** @default  */
            description?: string;
            /**
             * @description ACTIVE puts it on sale at once; it then needs a variant.
             * @default DRAFT
             * @enum {string}
             */
            status?: "DRAFT" | "ACTIVE";
            images?: components["schemas"]["NewImage"][];
            options?: components["schemas"]["NewOption"][];
            variants?: components["schemas"]["CreateVariant"][];
        };
        CreateShop: {
            name: string;
            /** @default  */
            description?: string;
            /**
             * @description Where orders are picked up.
             * @enum {string}
             */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            latitude?: number;
            longitude?: number;
        };
        CreateVariant: {
            /** @description The vendor's own SKU; without it one is made. */
            sku?: string;
            /**
             * @description What tells it from the product's other variants: `M, blue`.
             * @default
             */
            title?: string;
            /** @description The value of each option of the product: `{ "Size": "M" }`. */
            options?: {
                [key: string]: string;
            };
            price: components["schemas"]["Price"];
            /**
             * @description Pieces in stock to begin with.
             * @default 0
             */
            stock?: number;
        };
        DecideReview: {
            /**
             * @description APPROVED lets the payment go on, REJECTED ends its order.
             * @enum {string}
             */
            decision: "APPROVED" | "REJECTED";
            /** @description Why; kept with the review. */
            reason: string;
        };
        DeliveryInput: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** @description What stands nearby: Zambian addresses go by landmarks. */
            landmark: string;
            latitude?: number;
            longitude?: number;
            /** @description Whom the rider calls. */
            phone: string;
        };
        DeliveryView: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            latitude: number | null;
            longitude: number | null;
            phone: string;
        };
        DestinationView: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
        };
        FiredRuleView: {
            /** @enum {string} */
            rule: "SDL_001" | "AMT_001" | "AMT_002";
            weight: number;
        };
        GrantList: {
            data: components["schemas"]["GrantView"][];
            nextCursor: string | null;
        };
        GrantRole: {
            /** @enum {string} */
            role: "CUSTOMER" | "SELLER" | "SHOP_OWNER" | "SERVICE_PROVIDER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
            /** @enum {string} */
            scope: "platform" | "shop" | "fleet";
            /**
             * Format: uuid
             * @description The shop or fleet; absent for the platform.
             */
            scopeId?: string;
        };
        GrantView: {
            id: string;
            /** @enum {string} */
            role: "CUSTOMER" | "SELLER" | "SHOP_OWNER" | "SERVICE_PROVIDER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
            /** @enum {string} */
            scope: "platform" | "shop" | "fleet";
            scopeId: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        GuestToken: {
            /** @description Send it as x-guest-token. It owns the cart and the orders of this guest, and is not stored here. */
            guestToken: string;
        };
        InitiatePayment: {
            /** Format: uuid */
            orderId: string;
            /**
             * @description How to pay: one of the three mobile money operators, or card.
             * @enum {string}
             */
            method: "MTN_MONEY" | "AIRTEL_MONEY" | "ZAMTEL_MONEY" | "CARD";
            /** @description Number of the wallet; the contact's number when absent. */
            phone?: string;
        };
        InitiatedPayment: {
            /**
             * @description `ussd`: approve on the phone; `redirect`: go to the page at `url`; `pending`: ask for the status.
             * @enum {string}
             */
            type: "ussd" | "redirect" | "pending";
            /** @description Names this try in status answers and support requests. */
            transactionId: string;
            /** @description For `ussd`: what to tell the buyer. */
            message?: string;
            /** @description For `redirect`: the provider's page. */
            url?: string;
        };
        LedgerCheck: {
            id: string;
            rule: string;
            /** @description Empty when the rule holds; the first 100 otherwise. */
            violations: components["schemas"]["ViolationView"][];
        };
        LedgerChecks: {
            /** @description Every rule holds. */
            isSound: boolean;
            checks: components["schemas"]["LedgerCheck"][];
        };
        LineInput: {
            /** Format: uuid */
            variantId: string;
            quantity: number;
        };
        MergeCart: {
            /** @description The token of the guest whose cart becomes the caller's. */
            guestToken: string;
        };
        Money: {
            /** @description Whole ngwee. */
            amount: number;
            currency: string;
        };
        MoveStock: {
            /**
             * @description RECEIPT brings goods in, DAMAGE takes them out, ADJUSTMENT corrects a count either way.
             * @enum {string}
             */
            kind: "RECEIPT" | "ADJUSTMENT" | "DAMAGE";
            /** @description Pieces; below zero they go out. */
            quantity: number;
            /** @description Why, for those who read the history. */
            reason: string;
        };
        MyPermissions: {
            roles: components["schemas"]["GrantView"][];
            permissions: components["schemas"]["PermissionView"][];
        };
        NewClientKey: {
            /** @description Name of the application; two valid keys at once may carry it. */
            client: string;
        };
        NewClientKeyView: {
            id: string;
            client: string;
            /** @description First characters of the key, to tell keys apart. */
            hint: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            revokedAt: string | null;
            /** @description The key itself, this once; null in the answer to a repeat of the request. */
            key: string | null;
        };
        NewImage: {
            /** Format: uri */
            url: string;
            /**
             * @description What the picture shows, for those who do not see it.
             * @default
             */
            alt?: string;
        };
        NewOption: {
            name: string;
            values: string[];
        };
        OrderLineView: {
            id: string;
            variantId: string;
            productId: string;
            sku: string;
            title: string;
            quantity: number;
            unitPrice: components["schemas"]["Money"];
            /** @description VAT included. */
            total: components["schemas"]["Money"];
        };
        OrderPage: {
            data: components["schemas"]["OrderView"][];
            nextCursor: string | null;
        };
        OrderView: {
            id: string;
            /** @description Short and human, like PK-7F3K-92QD. */
            number: string;
            /**
             * @description Follows from the shop orders: the one that is least far along.
             * @enum {string}
             */
            status: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            /**
             * @description After FAILED it may be tried again.
             * @enum {string}
             */
            paymentStatus: "PENDING" | "REFUNDED" | "PAID" | "FAILED";
            currency: string;
            goodsTotal: components["schemas"]["Money"];
            deliveryTotal: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            /** Format: date-time */
            placedAt: string;
            /**
             * Format: date-time
             * @description Until when it has to be paid.
             */
            expiresAt: string;
            delivery: components["schemas"]["DeliveryView"];
            contact: components["schemas"]["ContactView"];
            shopOrders: components["schemas"]["ShopPartView"][];
        };
        OwnProduct: {
            id: string;
            shopId: string;
            categoryId: string;
            slug: string;
            title: string;
            description: string;
            /** @enum {string} */
            status: "ACTIVE" | "ARCHIVED" | "DRAFT";
            priceFrom: components["schemas"]["Money"];
            inStock: boolean;
            images: components["schemas"]["ProductImageView"][];
            options: components["schemas"]["ProductOptionView"][];
            variants: components["schemas"]["OwnVariant"][];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OwnProductList: {
            data: components["schemas"]["OwnProduct"][];
            nextCursor: string | null;
        };
        OwnShop: {
            id: string;
            slug: string;
            name: string;
            description: string;
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** Format: date-time */
            createdAt: string;
            ownerId: string;
            /** @enum {string} */
            status: "ACTIVE" | "PAUSED" | "SUSPENDED";
            latitude: number | null;
            longitude: number | null;
        };
        OwnShopList: {
            data: components["schemas"]["OwnShop"][];
            nextCursor: string | null;
        };
        OwnVariant: {
            id: string;
            sku: string;
            title: string;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            /** @enum {string} */
            status: "ACTIVE" | "ARCHIVED";
            stock: components["schemas"]["StockView"];
        };
        PaymentStatusView: {
            orderId: string;
            orderNumber: string;
            /** @enum {string} */
            orderStatus: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            /**
             * @description After FAILED it may be tried again.
             * @enum {string}
             */
            paymentStatus: "PENDING" | "REFUNDED" | "PAID" | "FAILED";
            /** @enum {string} */
            payment: "PENDING" | "PROCESSING" | "EXPIRED" | "CANCELLED" | "REFUNDED" | "FAILED" | "REVIEW" | "CAPTURED" | "PARTIALLY_REFUNDED";
            total: components["schemas"]["Money"];
            /** Format: date-time */
            expiresAt: string;
            attempt: components["schemas"]["AttemptView"] | null;
            /** @description Seconds to wait before asking again. */
            pollAfterSeconds: number;
        };
        PermissionView: {
            /** @enum {string} */
            permission: "shops.create" | "shops.write" | "catalog.write" | "orders.read.shop" | "orders.fulfil" | "orders.read.any" | "pricing.rules.read" | "pricing.rules.write" | "payments.read.any" | "payments.breaks.read" | "ledger.read" | "fraud.reviews.read" | "fraud.reviews.decide" | "gateway.clients.write" | "roles.write";
            /** @description What it lets a person do. */
            description: string;
            /** @enum {string} */
            scope: "platform" | "shop" | "fleet";
            scopeId: string | null;
        };
        PersonName: {
            /** @description What to call the person. */
            name: string;
        };
        Place: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            latitude?: number;
            longitude?: number;
        };
        PlaceOrder: {
            /**
             * @description Order what is in the caller's cart, and empty it.
             * @constant
             */
            fromCart?: true;
            lines?: components["schemas"]["LineInput"][];
            delivery: components["schemas"]["DeliveryInput"];
            contact: components["schemas"]["ContactInput"];
            /** @description The total that the customer was shown; another one is refused instead of charged. */
            expectedTotal?: components["schemas"]["Money"];
        };
        Price: {
            /** @description Whole ngwee, VAT included. */
            amount: number;
            /** @enum {string} */
            currency: "ZMW";
        };
        PricedLine: {
            ref: string;
            /** @description Unit price × quantity, VAT included. */
            total: components["schemas"]["Money"];
            /** @description VAT in basis points, and the VAT contained in the total. */
            taxRate: number;
            taxAmount: components["schemas"]["Money"];
            /** @description What the platform takes of the total, and the VAT on that; both are the shop's to bear. */
            commission: components["schemas"]["Money"];
            commissionVat: components["schemas"]["Money"];
            commissionRule: components["schemas"]["AppliedRule"];
        };
        PricedShop: {
            /** Format: uuid */
            shopId: string;
            lines: components["schemas"]["PricedLine"][];
            goodsTotal: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
            deliveryRule: components["schemas"]["AppliedRule"];
            total: components["schemas"]["Money"];
        };
        /** @description A refusal (RFC 9457). Some carry further members. */
        Problem: {
            /**
             * Format: uri
             * @description Leads to what the code means.
             */
            type: string;
            /** @description The same for every occurrence of the code. */
            title: string;
            /** @description The HTTP status. */
            status: number;
            /** @description Stable; what clients branch on. */
            code: string;
            /** @description What happened this time and what to do about it. */
            detail?: string;
            /** @description Names the request when you ask for help. */
            correlationId?: string;
            /** @description The fields that are not valid. */
            errors?: {
                /** @description Where it stands in the request: `lines[0].quantity`. */
                path: string;
                message: string;
            }[];
        } & {
            [key: string]: unknown;
        };
        ProductCard: {
            id: string;
            slug: string;
            title: string;
            /** @description The lowest price of its variants. */
            priceFrom: components["schemas"]["Money"];
            inStock: boolean;
            imageUrl: string | null;
            shop: components["schemas"]["ShopRef"];
            category: components["schemas"]["CategoryRef"];
        };
        ProductCategory: {
            slug: string;
            name: string;
            id: string;
        };
        ProductDetail: {
            id: string;
            slug: string;
            title: string;
            description: string;
            priceFrom: components["schemas"]["Money"];
            inStock: boolean;
            images: components["schemas"]["ProductImageView"][];
            options: components["schemas"]["ProductOptionView"][];
            variants: components["schemas"]["VariantView"][];
            shop: components["schemas"]["ProductShop"];
            category: components["schemas"]["ProductCategory"];
            /** Format: date-time */
            updatedAt: string;
        };
        ProductImageView: {
            url: string;
            /** @description What the picture shows, for those who do not see it. */
            alt: string;
        };
        ProductList: {
            data: components["schemas"]["ProductCard"][];
            nextCursor: string | null;
        };
        ProductOptionView: {
            name: string;
            values: string[];
        };
        ProductShop: {
            slug: string;
            name: string;
            id: string;
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
        };
        Quote: {
            shops: components["schemas"]["PricedShop"][];
            goodsTotal: components["schemas"]["Money"];
            deliveryTotal: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
        };
        QuoteLine: {
            /** @description The caller's own name for the line, given back in the answer. */
            ref: string;
            /** Format: uuid */
            categoryId: string;
            unitPrice: components["schemas"]["Money"];
            quantity: number;
        };
        QuoteRequest: {
            currency: string;
            to: components["schemas"]["Place"];
            shops: components["schemas"]["QuoteShop"][];
        };
        QuoteShop: {
            /** Format: uuid */
            shopId: string;
            from: components["schemas"]["Place"];
            lines: components["schemas"]["QuoteLine"][];
        };
        RefreshSession: {
            refreshToken: string;
        };
        Register: {
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number, as people write it or with +260. */
            phone?: string;
            /** @description 8 to 128 characters of any kind. */
            password: string;
            /**
             * @description Where to be signed in: `vendor` makes the account that of a seller.
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor";
            /** @description What to call the person. */
            name: string;
        };
        ReviewList: {
            data: components["schemas"]["ReviewView"][];
            nextCursor: string | null;
        };
        ReviewView: {
            id: string;
            paymentId: string;
            orderId: string;
            /** @enum {string} */
            state: "OPEN" | "APPROVED" | "REJECTED";
            /** @description 0 to 100; a payment waits when it is above the threshold. */
            score: number;
            threshold: number;
            rules: components["schemas"]["FiredRuleView"][];
            /** @description Version of the figures behind the score. */
            ruleset: string;
            amount: components["schemas"]["Money"];
            /** @description How the buyer wants to pay. */
            method: string;
            /** @description Absent for a guest. */
            buyerId: string | null;
            /** @description Owners of the shops that are paid. */
            sellerIds: string[];
            /** Format: date-time */
            createdAt: string;
            decidedBy: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            reason: string | null;
        };
        SellerRef: {
            id: string;
            name: string;
        };
        SessionList: {
            data: components["schemas"]["SessionView"][];
            nextCursor: string | null;
        };
        SessionView: {
            id: string;
            /** @enum {string} */
            audience: "customer" | "vendor" | "agent" | "staff";
            /** @description What the client called itself at sign-in. */
            userAgent: string | null;
            address: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description The session of this request. */
            current: boolean;
        };
        SetCommissionRule: {
            /** Format: uuid */
            shopId?: string;
            /** Format: uuid */
            categoryId?: string;
            /** @description Hundredths of a percent: 500 is 5 %. */
            basisPoints: number;
            /** @description Why; shown wherever the rule is applied. */
            reason: string;
        };
        SetQuantity: {
            quantity: number;
        };
        ShopList: {
            data: components["schemas"]["ShopView"][];
            nextCursor: string | null;
        };
        ShopPartView: {
            id: string;
            shop: components["schemas"]["SellerRef"];
            /** @enum {string} */
            status: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            lines: components["schemas"]["OrderLineView"][];
            goodsTotal: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
        };
        ShopRef: {
            slug: string;
            name: string;
        };
        ShopView: {
            id: string;
            slug: string;
            name: string;
            description: string;
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** Format: date-time */
            createdAt: string;
        };
        SignIn: {
            /** @description E-mail address or phone number. */
            login: string;
            password: string;
            /**
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent" | "staff";
            /** @description The deviceKey of an earlier sign-in: others who guess at the account then cannot lock this device out. */
            deviceKey?: string;
        };
        SignedIn: {
            user: components["schemas"]["UserView"];
            tokens: components["schemas"]["Tokens"];
            /** @description Keep it on the device, beyond sign-out, and send it with the next sign-in. */
            deviceKey: string;
        };
        Statement: {
            data: components["schemas"]["StatementLine"][];
            nextCursor: string | null;
        };
        StatementLine: {
            entryId: number;
            transactionId: string;
            /** @description The cause, posted once: `capture:<payment>`. */
            key: string;
            /** @enum {string} */
            kind: "CAPTURE" | "SURPLUS";
            /** @description Ids that lead back to the cause. */
            reference: {
                [key: string]: string;
            };
            /** @enum {string} */
            direction: "DEBIT" | "CREDIT";
            amount: components["schemas"]["Money"];
            /** @description Balance of the account after this entry. */
            balance: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description When the cause happened, ISO 8601.
             */
            occurredAt: string;
            /**
             * Format: date-time
             * @description When it was written down, ISO 8601.
             */
            postedAt: string;
        };
        StockMoved: {
            movement: components["schemas"]["StockMovementView"];
            stock: components["schemas"]["StockView"];
        };
        StockMovementList: {
            data: components["schemas"]["StockMovementView"][];
            nextCursor: string | null;
        };
        StockMovementView: {
            id: number;
            /** @enum {string} */
            kind: "RECEIPT" | "ADJUSTMENT" | "DAMAGE" | "RETURN" | "HOLD" | "RELEASE" | "SALE";
            quantity: number;
            reason: string | null;
            /** @description Who or what caused it. */
            actor: string;
            /** Format: date-time */
            at: string;
        };
        StockView: {
            available: number;
            held: number;
            sold: number;
        };
        Tokens: {
            /** @description Send it as `Authorization: Bearer`. */
            accessToken: string;
            /**
             * Format: date-time
             * @description ISO 8601. Refresh shortly before.
             */
            accessExpiresAt: string;
            /** @description Good once: every refresh gives the next one. */
            refreshToken: string;
            /**
             * Format: date-time
             * @description ISO 8601. When the session ends whatever happens; it ends earlier when it is not used.
             */
            sessionExpiresAt: string;
        };
        TrialBalance: {
            /**
             * Format: date-time
             * @description The instant, ISO 8601.
             */
            at: string;
            lines: components["schemas"]["TrialBalanceLine"][];
            /** @description One per currency. */
            totals: components["schemas"]["TrialBalanceTotal"][];
        };
        TrialBalanceLine: {
            /** @description Code of the account; for accounts that belong to one object each only what they share: `held`. */
            account: string;
            /** @enum {string} */
            class: "ASSET" | "LIABILITY";
            /**
             * @description The side on which the balance grows.
             * @enum {string}
             */
            normalSide: "DEBIT" | "CREDIT";
            /** @description How many accounts the line sums. */
            accounts: number;
            debits: components["schemas"]["Money"];
            credits: components["schemas"]["Money"];
            balance: components["schemas"]["Money"];
        };
        TrialBalanceTotal: {
            debits: components["schemas"]["Money"];
            credits: components["schemas"]["Money"];
            /** @description Debits equal credits, as they must at every instant. */
            isBalanced: boolean;
        };
        UserView: {
            id: string;
            name: string;
            email: string | null;
            /** @description International form, +260971234567. */
            phone: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        VariantView: {
            id: string;
            sku: string;
            title: string;
            /** @description The value of each option: `{ "Size": "M" }`. */
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            inStock: boolean;
        };
        VendorOrderPage: {
            data: components["schemas"]["VendorOrderView"][];
            nextCursor: string | null;
        };
        VendorOrderView: {
            id: string;
            orderNumber: string;
            /** @enum {string} */
            status: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            /** Format: date-time */
            placedAt: string;
            lines: components["schemas"]["OrderLineView"][];
            goodsTotal: components["schemas"]["Money"];
            deliveryFee: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            /** @description What the platform takes of the goods, and the VAT on that. */
            commission: components["schemas"]["Money"];
            commissionVat: components["schemas"]["Money"];
            destination: components["schemas"]["DestinationView"];
        };
        ViolationView: {
            /** @description The transaction, currency, account or shop order that is wrong. */
            subject: string;
            detail: string;
        };
    };
    responses: {
        /** @description `VAL_001`: The request is not valid */
        InvalidRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "VAL_001";
                };
            };
        };
        /**
         * @description `AUTH_001`: Not signed in
         *
         *     `gateway.client_key_required`: A client key is required
         *
         *     `gateway.client_key_invalid`: The client key is not valid
         */
        NotSignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "AUTH_001" | "gateway.client_key_required" | "gateway.client_key_invalid";
                };
            };
        };
        /** @description `AUTH_002`: Not permitted */
        NotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "AUTH_002";
                };
            };
        };
        /** @description `request.too_large`: The request is too large */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "request.too_large";
                };
            };
        };
        /** @description `request.unsupported_type`: The body must be JSON */
        WrongType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "request.unsupported_type";
                };
            };
        };
        /** @description `RATE_001`: Too many requests */
        TooManyRequests: {
            headers: {
                /** @description Seconds after which the same request may succeed. */
                "retry-after"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "RATE_001";
                };
            };
        };
        /** @description `INTERNAL`: Something went wrong on our side */
        InternalError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "INTERNAL";
                };
            };
        };
        /**
         * @description `unavailable`: Not available at the moment
         *
         *     `commit_unknown`: It is not known yet whether this was done
         *
         *     `upstream.unreachable`: A part of the marketplace does not answer
         *
         *     `upstream.timeout`: A part of the marketplace did not answer in time
         */
        Unavailable: {
            headers: {
                /** @description Seconds after which the same request may succeed. */
                "retry-after"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unavailable" | "commit_unknown" | "upstream.unreachable" | "upstream.timeout";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    auth_bootstrapAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BootstrapAdmin"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /**
             * @description `auth.password_too_common`: The password is easy to guess
             *
             *     `VAL_001`: The request is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.password_too_common" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /** @description `auth.contact_taken`: There is already an account with this e-mail or phone */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.contact_taken";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshSession"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auth_register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /**
             * @description `auth.password_too_common`: The password is easy to guess
             *
             *     `VAL_002`: This is not a Zambian mobile number
             *
             *     `VAL_001`: The request is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.password_too_common" | "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `auth.contact_taken`: There is already an account with this e-mail or phone */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.contact_taken";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auth_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /**
             * @description `auth.wrong_credentials`: Unknown name or wrong password
             *
             *     `AUTH_001`: Not signed in
             *
             *     `gateway.client_key_required`: A client key is required
             *
             *     `gateway.client_key_invalid`: The client key is not valid
             */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.wrong_credentials" | "AUTH_001" | "gateway.client_key_required" | "gateway.client_key_invalid";
                    };
                };
            };
            /**
             * @description `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused";
                    };
                };
            };
            /** @description `auth.account_changed`: The account has changed at this moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.account_changed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auth_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    auth_signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_view: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_empty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_guest: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GuestToken"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddToCart"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartChanged"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `cart.not_for_sale`: This is not for sale */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "cart.not_for_sale";
                    };
                };
            };
            /**
             * @description `cart.too_many`: That is more than a cart can hold
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "cart.too_many" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                variantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_setQuantity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                variantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetQuantity"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartChanged"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `cart.not_in_cart`: This is not in the cart */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "cart.not_in_cart";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    cart_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeCart"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CartView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `idempotency.in_progress`: The first request with this key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    categories_tree: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Names this version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryTree"];
                };
            };
            /** @description What you have is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fraud_reviews: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description OPEN, APPROVED or REJECTED; all of them without it. */
                state?: "OPEN" | "APPROVED" | "REJECTED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fraud_decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideReview"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `fraud.unknown_review`: There is no such review */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "fraud.unknown_review";
                    };
                };
            };
            /**
             * @description `fraud.review_decided`: This review is decided
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "fraud.review_decided" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    clientKeys_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientKeyList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    clientKeys_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewClientKey"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewClientKeyView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `gateway.too_many_keys`: This client has two valid keys
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "gateway.too_many_keys" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    clientKeys_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    users_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    users_rename: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonName"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    mySessions_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /**
             * @description `auth.password_too_common`: The password is easy to guess
             *
             *     `VAL_001`: The request is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.password_too_common" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `auth.wrong_password`: The current password is wrong */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.wrong_password";
                    };
                };
            };
            /** @description `auth.account_changed`: The account has changed at this moment */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.account_changed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    users_permissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyPermissions"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    mySessions_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionList"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    mySessions_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    orders_mine: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    orders_place: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceOrder"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            /**
             * @description `VAL_002`: The phone number is not valid
             *
             *     `VAL_001`: The request is not valid
             *
             *     `idempotency.key_missing`: Idempotency-Key is required
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_002" | "VAL_001" | "idempotency.key_missing" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `orders.cart_empty`: The cart is empty
             *
             *     `orders.cart_changed`: The cart was changed or ordered meanwhile
             *
             *     `orders.not_orderable`: Something in the order is not for sale
             *
             *     `orders.price_changed`: The total is not the expected one
             *
             *     `orders.too_many_unpaid`: Too many orders wait for payment
             *
             *     `products.out_of_stock`: Not enough stock
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "orders.cart_empty" | "orders.cart_changed" | "orders.not_orderable" | "orders.price_changed" | "orders.too_many_unpaid" | "products.out_of_stock" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `orders.too_large`: The order is too large
             *
             *     `orders.currency_mixed`: The order mixes currencies
             *
             *     `idempotency.key_reused`: This key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "orders.too_large" | "orders.currency_mixed" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    orders_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    orders_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            /**
             * @description `payments.in_flight`: The payment can still succeed
             *
             *     `payments.order_closed`: This order can no longer be paid
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.in_flight" | "payments.order_closed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    payments_listBreaks: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    payments_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelledPayment"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            /**
             * @description `payments.in_flight`: The payment can still succeed
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.in_flight" | "idempotency.in_progress";
                    };
                };
            };
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    payments_initiate: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InitiatePayment"];
            };
        };
        responses: {
            /** @description The provider has not answered yet: ask for the status. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InitiatedPayment"];
                };
            };
            /**
             * @description `PAY_001`: The payment was not accepted
             *
             *     `VAL_002`: The mobile money number is missing or wrong
             *
             *     `VAL_001`: The request is not valid
             *
             *     `idempotency.key_missing`: Idempotency-Key is required
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "PAY_001" | "VAL_002" | "VAL_001" | "idempotency.key_missing" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /** @description `FRAUD_001`: The payment is being checked */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "FRAUD_001";
                    };
                };
            };
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            /**
             * @description `PAY_002`: A payment of this order is under way or done
             *
             *     `payments.order_closed`: This order can no longer be paid
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "PAY_002" | "payments.order_closed" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `payments.method_unavailable`: This way to pay is not offered
             *
             *     `payments.amount_out_of_bounds`: The operator does not take this amount
             *
             *     `idempotency.key_reused`: This key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.method_unavailable" | "payments.amount_out_of_bounds" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    payments_status: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                orderId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentStatusView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    paymentWebhook_flutterwave: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As the provider documents it. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `payments.webhook_invalid`: The callback is not signed by the provider */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.webhook_invalid";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    paymentWebhook_pawapay: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description As the provider documents it. */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `payments.webhook_invalid`: The callback is not signed by the provider */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.webhook_invalid";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            /**
             * @description `payments.webhook_unchecked`: The callback cannot be checked now
             *
             *     `unavailable`: Not available at the moment
             *
             *     `commit_unknown`: It is not known yet whether this was done
             *
             *     `upstream.unreachable`: A part of the marketplace does not answer
             *
             *     `upstream.timeout`: A part of the marketplace did not answer in time
             */
            503: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "payments.webhook_unchecked" | "unavailable" | "commit_unknown" | "upstream.unreachable" | "upstream.timeout";
                    };
                };
            };
        };
    };
    pricing_rules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommissionRuleList"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pricing_setRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetCommissionRule"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommissionRuleView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `pricing.rule_changed`: Somebody else has changed this rule
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "pricing.rule_changed" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    pricing_quote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `pricing.currency_mixed`: The lines are not all in the currency of the quote
             *
             *     `pricing.no_delivery`: There is no delivery fee for this place
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "pricing.currency_mixed" | "pricing.no_delivery";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    products_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description Slug of a category; what stands below it counts too. */
                category?: string;
                /** @description Slug of a shop. */
                shop?: string;
                /** @description Lowest price in ngwee. */
                priceMin?: number;
                /** @description Highest price in ngwee. */
                priceMax?: number;
                /** @description `true` leaves out what is sold out. */
                inStock?: boolean;
                /** @description Part of the title. */
                q?: string;
                sort?: "newest" | "price" | "-price" | "title";
            };
            header?: {
                /** @description The ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Names this version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductList"];
                };
            };
            /** @description What you have is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    productEdit_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProduct"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProduct"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.shop_not_found`: There is no such shop */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.shop_not_found";
                    };
                };
            };
            /**
             * @description `products.sku_taken`: The shop has another variant with this SKU
             *
             *     `products.no_active_variant`: A product on sale needs a variant on sale
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.sku_taken" | "products.no_active_variant" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `products.category_unknown`: There is no such category
             *
             *     `products.options_mismatch`: The options of a variant are not those of its product
             *
             *     `products.sku_reserved`: This SKU looks like one that we make
             *
             *     `idempotency.key_reused`: This key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.category_unknown" | "products.options_mismatch" | "products.sku_reserved" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    productEdit_addVariant: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVariant"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProduct"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.not_found`: There is no such product */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.not_found";
                    };
                };
            };
            /**
             * @description `products.sku_taken`: The shop has another variant with this SKU
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.sku_taken" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `products.options_mismatch`: The options of a variant are not those of its product
             *
             *     `products.sku_reserved`: This SKU looks like one that we make
             *
             *     `idempotency.key_reused`: This key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.options_mismatch" | "products.sku_reserved" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    products_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Names this version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductDetail"];
                };
            };
            /** @description What you have is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `products.not_found`: There is no such product */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    ledger_accounts: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description Only accounts whose code begins so: `held:`, `provider:`. */
                prefix?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    ledger_statement: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description `provider:pawapay:ZMW`, `held:<shop order>`. */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statement"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `settlement.unknown_account`: There is no such account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "settlement.unknown_account";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    ledger_checks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerChecks"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    ledger_trialBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fulfilment_accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorOrderView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            /**
             * @description `orders.wrong_state`: The order is not at this step
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "orders.wrong_state" | "idempotency.in_progress";
                    };
                };
            };
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fulfilment_pack: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorOrderView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `ORDER_001`: No such order */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "ORDER_001";
                    };
                };
            };
            /**
             * @description `orders.wrong_state`: The order is not at this step
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "orders.wrong_state" | "idempotency.in_progress";
                    };
                };
            };
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shops_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: {
                /** @description The ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Names this version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopList"];
                };
            };
            /** @description What you have is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shops_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateShop"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnShop"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `idempotency.in_progress`: The first request with this key is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shopOrders_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description Only shop orders in this state. */
                status?: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            };
            header?: never;
            path: {
                shopId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VendorOrderPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `shops.not_found`: There is no such shop */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shops_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the answer you have. */
                "if-none-match"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    /** @description Names this version. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopView"];
                };
            };
            /** @description What you have is still right. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `shops.not_found`: There is no such shop */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    grants_list: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    grants_give: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantRole"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrantView"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `users.own_roles`: Nobody changes their own roles
             *
             *     `AUTH_002`: Not permitted
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.own_roles" | "AUTH_002";
                    };
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            /**
             * @description `users.roles_clash`: The roles exclude each other
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.roles_clash" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `users.wrong_scope`: The role cannot be granted for this scope
             *
             *     `idempotency.key_reused`: This key was used for another request
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.wrong_scope" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    grants_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                grantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; the answer has no body. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `users.own_roles`: Nobody changes their own roles
             *
             *     `AUTH_002`: Not permitted
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.own_roles" | "AUTH_002";
                    };
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "NOT_FOUND";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    variants_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeVariant"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProduct"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.variant_not_found`: There is no such variant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.variant_not_found";
                    };
                };
            };
            /** @description `products.no_active_variant`: A product on sale needs a variant on sale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.no_active_variant";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    variants_history: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMovementList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.variant_not_found`: There is no such variant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.variant_not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    variants_move: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveStock"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockMoved"];
                };
            };
            /**
             * @description `VAL_001`: The request is not valid
             *
             *     `idempotency.key_invalid`: Idempotency-Key is not valid
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.variant_not_found`: There is no such variant */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.variant_not_found";
                    };
                };
            };
            /**
             * @description `products.out_of_stock`: Not enough stock
             *
             *     `idempotency.in_progress`: The first request with this key is still running
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.out_of_stock" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `idempotency.key_reused`: This key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorProducts_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                shopId?: string;
                status?: "DRAFT" | "ACTIVE" | "ARCHIVED";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProductList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorProducts_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeProduct"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnProduct"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `products.not_found`: There is no such product */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.not_found";
                    };
                };
            };
            /** @description `products.no_active_variant`: A product on sale needs a variant on sale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.no_active_variant";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `products.category_unknown`: There is no such category */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.category_unknown";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorShops_own: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnShopList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorShops_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeShop"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnShop"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `shops.not_found`: There is no such shop */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found";
                    };
                };
            };
            /** @description `shops.suspended`: The shop is suspended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.suspended";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
}

/** Every code that a refusal of this version can carry. */
export type ProblemCode =
  | 'AUTH_001'
  | 'AUTH_002'
  | 'FRAUD_001'
  | 'INTERNAL'
  | 'NOT_FOUND'
  | 'ORDER_001'
  | 'PAY_001'
  | 'PAY_002'
  | 'RATE_001'
  | 'VAL_001'
  | 'VAL_002'
  | 'auth.account_changed'
  | 'auth.audience_refused'
  | 'auth.contact_taken'
  | 'auth.password_too_common'
  | 'auth.suspended'
  | 'auth.wrong_credentials'
  | 'auth.wrong_password'
  | 'cart.not_for_sale'
  | 'cart.not_in_cart'
  | 'cart.too_many'
  | 'commit_unknown'
  | 'fraud.review_decided'
  | 'fraud.unknown_review'
  | 'gateway.client_key_invalid'
  | 'gateway.client_key_required'
  | 'gateway.too_many_keys'
  | 'idempotency.in_progress'
  | 'idempotency.key_invalid'
  | 'idempotency.key_missing'
  | 'idempotency.key_reused'
  | 'orders.cart_changed'
  | 'orders.cart_empty'
  | 'orders.currency_mixed'
  | 'orders.not_orderable'
  | 'orders.price_changed'
  | 'orders.too_large'
  | 'orders.too_many_unpaid'
  | 'orders.wrong_state'
  | 'payments.amount_out_of_bounds'
  | 'payments.in_flight'
  | 'payments.method_unavailable'
  | 'payments.order_closed'
  | 'payments.webhook_invalid'
  | 'payments.webhook_unchecked'
  | 'pricing.currency_mixed'
  | 'pricing.no_delivery'
  | 'pricing.rule_changed'
  | 'products.category_unknown'
  | 'products.no_active_variant'
  | 'products.not_found'
  | 'products.options_mismatch'
  | 'products.out_of_stock'
  | 'products.shop_not_found'
  | 'products.sku_reserved'
  | 'products.sku_taken'
  | 'products.variant_not_found'
  | 'request.too_large'
  | 'request.unsupported_type'
  | 'settlement.unknown_account'
  | 'shops.not_found'
  | 'shops.suspended'
  | 'unavailable'
  | 'upstream.timeout'
  | 'upstream.unreachable'
  | 'users.own_roles'
  | 'users.roles_clash'
  | 'users.wrong_scope';
