export interface paths {
    "/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's applications, the newest first
         * @description For a person who is signed in.
         */
        get: operations["applications_list"];
        put?: never;
        /**
         * Begins an application as seller, service provider, delivery agent or courier company
         * @description For a person who is signed in.
         */
        post: operations["applications_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The terms of a kind that count today
         * @description Open to everybody.
         */
        get: operations["applications_current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of the caller's applications, with its checklist; numbers are masked
         * @description For a person who is signed in.
         */
        get: operations["applications_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fills in who the applicant is
         * @description For a person who is signed in.
         */
        put: operations["phases_account"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/business": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fills in the business of a seller or service provider
         * @description For a person who is signed in.
         */
        put: operations["phases_business"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/company": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fills in the courier company
         * @description For a person who is signed in.
         */
        put: operations["phases_company"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Binds documents that the applicant has uploaded
         * @description For a person who is signed in.
         */
        put: operations["phases_bind"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/payout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fills in the wallet to which the applicant is paid
         * @description For a person who is signed in.
         */
        put: operations["phases_payout"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends an application in; `missing` of the refusal names what is not there yet
         * @description For a person who is signed in.
         */
        post: operations["applications_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Accepts the terms of today; version, time and address are written down
         * @description For a person who is signed in.
         */
        put: operations["phases_agree"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/vehicle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Fills in what an agent delivers with, and where
         * @description For a person who is signed in.
         */
        put: operations["phases_vehicle"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/applications/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an application back for good
         * @description For a person who is signed in.
         */
        post: operations["applications_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What privileged people did, the newest first
         * @description Needs the permission `audit.read`.
         */
        get: operations["audit_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole audit with its seals, a JSON object a line, to be verified without the database
         * @description Needs the permission `audit.read`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        get: operations["audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/auth/codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a code to sign in with, by WhatsApp and else SMS, or by e-mail
         * @description The answer is the same for everybody.
         *
         *     Open to everybody.
         */
        post: operations["codes_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/codes/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with the code; makes the account when there is none
         * @description Open to everybody.
         */
        post: operations["codes_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to sign in with Google: answers the page to open
         * @description Open to everybody.
         */
        post: operations["google_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/google/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with what Google has put into the address of the way back; makes the account when there is none
         * @description Open to everybody.
         */
        post: operations["google_finish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mails a link to sign in with
         * @description The answer is the same for everybody.
         *
         *     Open to everybody.
         */
        post: operations["codes_askForLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/links/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in with the link; makes the account when there is none
         * @description The page that the link opens sends this when its button is pressed: programs that look at mails follow links, and must not use them up.
         *
         *     Open to everybody.
         */
        post: operations["codes_confirmLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends what a new password can be set with: a link by e-mail, a code to a phone
         * @description The answer is the same for everybody.
         *
         *     Open to everybody.
         */
        post: operations["registration_askForReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a new password, ends all sessions and signs in; a second factor is asked for as ever
         * @description Open to everybody.
         */
        post: operations["registration_resetPassword"];
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
         * Registers somebody with a password
         * @description The account is made once the code that was sent is confirmed; to a contact that has an account, the message says so instead. The answer is the same for everybody.
         *
         *     Open to everybody.
         */
        post: operations["registration_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/register/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the account that was asked for and signs it in
         * @description Open to everybody.
         */
        post: operations["registration_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finishes a sign-in that waits for the second factor
         * @description Five wrong codes end it.
         *
         *     Open to everybody.
         */
        post: operations["factorSignIn_signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/second-factor/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a code for a sign-in that waits for the second factor
         * @description Open to everybody.
         */
        post: operations["factorSignIn_send"];
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
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
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
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        post: operations["auth_signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says how the person can prove again that it is them, and sends a code if one is asked for
         * @description For a person who is signed in.
         */
        post: operations["factorSignIn_askStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/step-up/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Proves again that it is the person
         * @description For five minutes the new tokens open what asks for it; the old ones are dead.
         *
         *     For a person who is signed in.
         */
        post: operations["factorSignIn_confirmStepUp"];
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
         *
         *     Refused to tokens of the staff surface.
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
         *
         *     Refused to tokens of the staff surface.
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
         *
         *     Refused to tokens of the staff surface.
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
    "/delivery/agent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The agent that the caller is
         * @description Needs the permission `delivery.work`.
         */
        get: operations["agent_read"];
        /**
         * Says who the caller is whom a fleet invited, until the fleet admits them
         * @description Needs the permission `delivery.work`.
         */
        put: operations["agent_introduce"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes which towns the agent serves
         * @description Needs the permission `delivery.work`.
         */
        put: operations["agent_changeAreas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops delivering for good; access tokens end
         * @description Needs the permission `delivery.work`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["agent_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/duty": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Goes on or off duty, or tells where the agent is
         * @description Needs the permission `delivery.work`.
         */
        put: operations["agent_setDuty"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/payout-wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the agent is paid out; the number is masked
         * @description Needs the permission `delivery.payout.write`.
         */
        get: operations["agentWallet_read"];
        /**
         * Sets where the agent is paid out
         * @description Nothing is paid for some days after a change.
         *
         *     Needs the permission `delivery.payout.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        put: operations["agentWallet_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/payout-wallet/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to the wallet, the newest first
         * @description Needs the permission `delivery.payout.write`.
         */
        get: operations["agentWallet_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's times on duty, the newest first
         * @description Needs the permission `delivery.work`.
         */
        get: operations["agent_shifts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/agent/vehicle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes what the agent delivers with
         * @description Needs the permission `delivery.work`.
         */
        put: operations["agent_changeVehicle"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fleets that the caller runs
         * @description Needs the permission `fleets.write`.
         */
        get: operations["fleets_own"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}": {
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
         * Changes name, place or number of vehicles of a fleet
         * @description Needs the permission `fleets.write`.
         */
        patch: operations["fleets_change"];
        trace?: never;
    };
    "/delivery/fleets/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations to the fleet that wait to be accepted
         * @description Needs the permission `fleets.write`.
         */
        get: operations["fleets_invited"];
        put?: never;
        /**
         * Invites the owner of a contact to the fleet, for seven days
         * @description Needs the permission `fleets.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["fleets_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/invitations/{invitationId}": {
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
         * Withdraws an invitation to the fleet
         * @description Needs the permission `fleets.write`.
         */
        delete: operations["fleets_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/payout-wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the fleet is paid out; the number is masked
         * @description Needs the permission `fleets.payout.write`.
         */
        get: operations["fleetWallet_read"];
        /**
         * Sets where the fleet is paid out
         * @description Nothing is paid for some days after a change.
         *
         *     Needs the permission `fleets.payout.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        put: operations["fleetWallet_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/payout-wallet/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to the wallet, the newest first
         * @description Needs the permission `fleets.payout.write`.
         */
        get: operations["fleetWallet_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works in the fleet
         * @description Needs the permission `fleets.write`.
         */
        get: operations["fleets_team"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/team/{userId}": {
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
         * Takes somebody's roles in the fleet; their access tokens end
         * @description Needs the permission `fleets.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["fleets_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/team/{userId}/admit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets an agent take work who has accepted the invitation and said who they are
         * @description Needs the permission `fleets.write`.
         */
        post: operations["fleets_admit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/team/{userId}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts a suspension that the fleet made
         * @description Needs the permission `fleets.write`.
         */
        post: operations["fleets_reinstate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/delivery/fleets/{id}/team/{userId}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an agent no work for now
         * @description Needs the permission `fleets.write`.
         */
        post: operations["fleets_suspend"];
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
    "/gateway/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Applications that may call the API, newest first
         * @description Those that the environment gives are not listed.
         *
         *     Needs the permission `gateway.clients.read`.
         */
        get: operations["clients_list"];
        put?: never;
        /**
         * Makes an application and shows its first key this once
         * @description Needs the permission `gateway.clients.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["clients_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/clients/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One application with its keys
         * @description Needs the permission `gateway.clients.read`.
         */
        get: operations["clients_read"];
        put?: never;
        post?: never;
        /**
         * Closes an application for good and revokes its keys
         * @description Needs the permission `gateway.clients.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["clients_close"];
        options?: never;
        head?: never;
        /**
         * Changes what an application may call, and from which pages; within five seconds it holds everywhere
         * @description Needs the permission `gateway.clients.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        patch: operations["clients_change"];
        trace?: never;
    };
    "/gateway/clients/{id}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a further key, beside the one in use, and shows it this once
         * @description Needs the permission `gateway.clients.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["clients_addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/gateway/clients/{id}/keys/{keyId}": {
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
         * Revokes a key; within five seconds no process takes it any more
         * @description Needs the permission `gateway.clients.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["clients_revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts an invitation: gives the caller the role that it carries
         * @description For a person who is signed in.
         */
        post: operations["invitations_accept"];
        delete?: never;
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
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        get: operations["users_me"];
        put?: never;
        post?: never;
        /**
         * Asks for the erasure of the account; it can be cancelled for some days
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["privacy_erase"];
        options?: never;
        head?: never;
        /**
         * Changes the name of the account
         * @description For a person who is signed in.
         */
        patch: operations["users_rename"];
        trace?: never;
    };
    "/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the person agreed to, or not; the last word of each kind
         * @description For a person who is signed in.
         */
        get: operations["privacy_consented"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/consents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a consent or takes it back; time and place are written down
         * @description For a person who is signed in.
         */
        put: operations["privacy_consent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the person is reached
         * @description For a person who is signed in.
         */
        get: operations["contacts_list"];
        put?: never;
        /**
         * Sends a code to a contact that is to be used from now on: a first or another phone or e-mail address
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["contacts_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/contacts/primary": {
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
         * Chooses where notices go
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        patch: operations["contacts_choosePrimary"];
        trace?: never;
    };
    "/me/contacts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Uses the contact from now on; the one before gets a notice
         * @description For a person who is signed in.
         */
        post: operations["contacts_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/contacts/{kind}": {
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
         * Removes the phone or the e-mail address, unless it is the only contact that is confirmed
         * @description It gets a notice.
         *
         *     For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["contacts_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the erasure of the account is
         * @description For a person who is signed in.
         */
        get: operations["privacy_erasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/erasure/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancels the erasure of the account
         * @description For a person who is signed in.
         */
        post: operations["privacy_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The person's copies, the newest first
         * @description For a person who is signed in.
         */
        get: operations["privacy_exported"];
        put?: never;
        /**
         * Orders a copy of everything that is held about the person; a message says when it is ready
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["privacy_order"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/exports/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers the copy itself and spends the link
         * @description For a person who is signed in.
         */
        get: operations["privacy_download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/exports/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the link that downloads a copy once, in this session, for ten minutes
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["privacy_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The second factors that count, and how many recovery codes are left
         * @description For a person who is signed in.
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        get: operations["myFactors_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins with codes by SMS or e-mail: sends the first one to the verified contact
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        post: operations["myFactors_addContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/contact/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms codes by SMS or e-mail with the first one
         * @description Tokens from before are dead.
         *
         *     For a person who is signed in.
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        post: operations["myFactors_confirmContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes ten new recovery codes; those from before are worth nothing any more
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["myFactors_renewCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins with an authenticator app: a secret, shown this once
         * @description It counts after its first right code.
         *
         *     For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        post: operations["myFactors_addApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms the authenticator app with its first code
         * @description It replaces an earlier one; tokens from before are dead.
         *
         *     For a person who is signed in.
         *
         *     Open also to somebody who still has to set up the second factor that their role demands.
         */
        post: operations["myFactors_confirmApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/factors/{id}": {
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
         * Removes a second factor, ends all other sessions, and answers the tokens to go on with
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["myFactors_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/impersonations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When our staff looked at the marketplace through the person's eyes, the latest first
         * @description For a person who is signed in.
         */
        get: operations["myImpersonations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/impersonations/{id}": {
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
         * Ends it at once
         * @description For a person who is signed in.
         */
        delete: operations["myImpersonations_refuse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/orders/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brings such orders to the person's account: all that are named, or none
         * @description For a person who is signed in.
         */
        post: operations["orderClaims_claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/orders/claimable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders that were placed without signing in, with a contact that the person has confirmed
         * @description For a person who is signed in.
         */
        get: operations["orderClaims_claimable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * Changes the password, ends all other sessions, and answers the tokens to go on with
         * @description Honours no Idempotency-Key, which would store what it is.
         *
         *     For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["mySessions_changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/password/first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the first password of an account that has none
         * @description For a person who is signed in.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["registration_setFirstPassword"];
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
        /**
         * Ends all of the person's sessions but this one
         * @description For a person who is signed in.
         */
        delete: operations["mySessions_endOthers"];
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
    "/media/documents/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Answers the document itself and spends the ticket
         * @description Needs the permission `documents.read`.
         */
        get: operations["documents_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/documents/{id}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issues a ticket to see a private document once, within a minute, in this session
         * @description Tickets and looks are audited.
         *
         *     Needs the permission `documents.read`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["documents_issue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/images/{id}/{variant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A picture that the local store keeps, in one of its sizes
         * @description Open to everybody.
         */
        get: operations["localImages_show"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/local": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a signed form with its file, once
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["localUpload_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Permits one upload
         * @description The client sends the answered form with the file to the store itself.
         *
         *     For a person who is signed in.
         */
        post: operations["uploads_begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an upload of the caller is
         * @description For a person who is signed in.
         */
        get: operations["uploads_view"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/uploads/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells that the file was sent; the store is asked whether it has it
         * @description For a person who is signed in.
         */
        post: operations["uploads_complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/webhook/cloudinary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cloudinary's notification of an upload
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["mediaWebhook_cloudinary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/webhook/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resend's webhook
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["messagesWebhook_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/webhook/twilio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Twilio's status callback, a form
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["messagesWebhook_twilio"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/webhook/whatsapp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Meta's question whether the webhook is ours; the answer repeats its challenge as text
         * @description For the provider, which proves itself by its signature.
         */
        get: operations["messagesWebhook_whatsappChallenge"];
        put?: never;
        /**
         * Meta's webhook for WhatsApp
         * @description For the provider, which proves itself by its signature.
         */
        post: operations["messagesWebhook_whatsapp"];
        delete?: never;
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
         *
         *     Refused to tokens of the staff surface.
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
         *
         *     Refused to tokens of the staff surface.
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
        post?: never;
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
    "/staff/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All agents, the newest first
         * @description Needs the permission `delivery.suspend`.
         */
        get: operations["staffDelivery_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/agents/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts the suspension of an agent, also one that the fleet made
         * @description Needs the permission `delivery.suspend`.
         */
        post: operations["staffDelivery_reinstateAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/agents/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an agent off the road
         * @description Needs the permission `delivery.suspend`.
         */
        post: operations["staffDelivery_suspendAgent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Applications that were sent in, the longest waiting first
         * @description Needs the permission `applications.review`.
         */
        get: operations["review_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One application with comments, history and other people's applications that name the same numbers
         * @description Needs the permission `applications.review`.
         */
        get: operations["review_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves an application: makes the shop, agent or fleet, and gives its role
         * @description Needs the permission `applications.review`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["review_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/checklist/{itemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ticks off an item of the checklist that staff looks after
         * @description Needs the permission `applications.review`.
         */
        put: operations["review_tick"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes something down that only staff reads
         * @description Needs the permission `applications.review`.
         */
        post: operations["review_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The numbers in full, for a comparison with documents and registers; the reading is written down
         * @description Needs the permission `applications.review`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["review_reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rejects an application; the applicant reads the reason
         * @description Needs the permission `applications.review`.
         */
        post: operations["review_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts an application back into the queue, whoever has it in hand
         * @description Needs the permission `applications.review`.
         */
        post: operations["review_release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/request-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an application back to be changed, with a reason for each phase
         * @description Needs the permission `applications.review`.
         */
        post: operations["review_requestChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/applications/{id}/take": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an application in hand
         * @description Needs the permission `applications.review`.
         */
        post: operations["review_take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All items of a kind, also those that are not asked for any more
         * @description Needs the permission `applications.checklist.write`.
         */
        get: operations["checklist_list"];
        put?: never;
        /**
         * Adds something that applicants of a kind have to bring
         * @description Needs the permission `applications.checklist.write`.
         */
        post: operations["checklist_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/checklist/{id}": {
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
         * Changes an item, or stops asking for it
         * @description Needs the permission `applications.checklist.write`.
         */
        patch: operations["checklist_change"];
        trace?: never;
    };
    "/staff/fleets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All fleets, the newest first
         * @description Needs the permission `delivery.suspend`.
         */
        get: operations["staffDelivery_fleets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/fleets/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts the suspension of a fleet
         * @description Needs the permission `delivery.suspend`.
         */
        post: operations["staffDelivery_reinstateFleet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/fleets/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a fleet off the road; its agents go off duty
         * @description Needs the permission `delivery.suspend`.
         */
        post: operations["staffDelivery_suspendFleet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations to the staff that wait to be accepted
         * @description Needs the permission `roles.write`.
         */
        get: operations["staffInvitations_open"];
        put?: never;
        /**
         * Invites the owner of a contact to the staff, for seven days
         * @description Needs the permission `roles.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["staffInvitations_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/invitations/{id}": {
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
         * Withdraws an invitation to the staff
         * @description Needs the permission `roles.write`.
         */
        delete: operations["staffInvitations_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/payout-wallets/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finds the wallets of an owner, or with a number; numbers stay out of addresses, and looking is audited
         * @description Needs the permission `payouts.hold`.
         */
        post: operations["staffWallets_find"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/payout-wallets/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pays nothing to a wallet for a while: somebody may have taken over the owner's phone
         * @description Needs the permission `payouts.hold`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["staffWallets_hold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/privacy/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Erasures that were asked for, the newest first
         * @description Needs the permission `privacy.read`.
         */
        get: operations["staffPrivacy_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/privacy/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person agreed to and asked for; looking is audited
         * @description Needs the permission `privacy.read`.
         */
        get: operations["staffPrivacy_of"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/shops": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All shops, the newest first
         * @description Needs the permission `shops.suspend`.
         */
        get: operations["staffShops_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/shops/{id}/reinstate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts a suspension; the shop is what it was before
         * @description Needs the permission `shops.suspend`.
         */
        post: operations["staffShops_reinstate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/shops/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a shop and its products out of buyers' sight; orders that it has go on
         * @description Needs the permission `shops.suspend`.
         */
        post: operations["staffShops_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/staff/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes terms of a kind that count from now on
         * @description Needs the permission `applications.checklist.write`.
         */
        post: operations["checklist_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/factors/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Removes all second factors of a person who lost them, and ends their sessions
         * @description Two members of staff send this: the first is answered 409, the second one's request within a day does it. Repeating it changes nothing, so no Idempotency-Key is needed.
         *
         *     Needs the permission `factors.reset`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["factorResets_reset"];
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
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
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
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["grants_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/impersonations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to look through a person's eyes: for ten minutes, reading only
         * @description The person is told.
         *
         *     Needs the permission `users.impersonate`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["impersonations_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/impersonations/{impersonationId}": {
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
         * Ends early what the caller began
         * @description Needs the permission `users.impersonate`.
         */
        delete: operations["impersonations_end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a person is signed in
         * @description Needs the permission `sessions.end`.
         */
        get: operations["staffSessions_list"];
        put?: never;
        post?: never;
        /**
         * Ends all sessions of a person, on all devices
         * @description Needs the permission `sessions.end`.
         */
        delete: operations["staffSessions_end"];
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
    "/vendor/shops/{id}/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Plans when the shop takes no orders; it opens again by itself
         * @description Needs the permission `shops.write`.
         */
        put: operations["vendorShops_close"];
        post?: never;
        /**
         * Takes the planned closure back, or ends the one that lasts
         * @description Needs the permission `shops.write`.
         */
        delete: operations["vendorShops_open"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations to the shop that wait to be accepted
         * @description Needs the permission `shops.write`.
         */
        get: operations["shopTeam_invited"];
        put?: never;
        /**
         * Invites the owner of a contact to work in the shop, for seven days
         * @description Needs the permission `shops.team.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        post: operations["shopTeam_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/invitations/{invitationId}": {
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
         * Withdraws an invitation to the shop
         * @description Needs the permission `shops.team.write`.
         */
        delete: operations["shopTeam_withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/payout-wallet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the shop is paid out; the number is masked
         * @description Needs the permission `shops.payout.write`.
         */
        get: operations["shopWallet_read"];
        /**
         * Sets where the shop is paid out
         * @description Nothing is paid for some days after a change.
         *
         *     Needs the permission `shops.payout.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        put: operations["shopWallet_set"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/payout-wallet/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened to the wallet, the newest first
         * @description Needs the permission `shops.payout.write`.
         */
        get: operations["shopWallet_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works in the shop
         * @description Needs the permission `shops.write`.
         */
        get: operations["shopTeam_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/vendor/shops/{id}/team/{userId}": {
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
         * Takes somebody's roles in the shop; their access tokens end
         * @description Needs the permission `shops.team.write`.
         *
         *     Only within five minutes of proving who you are: by signing in, or by `POST /auth/step-up/confirm`, which answers the tokens to go on with.
         */
        delete: operations["shopTeam_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInvitation: {
            /** @description Of the link in the message. */
            token: string;
        };
        AcceptedTerms: {
            version: string;
            /** Format: date-time */
            acceptedAt: string;
        };
        AccountList: {
            data: components["schemas"]["AccountView"][];
            nextCursor: string | null;
        };
        AccountPhase: {
            /** @description As on the registration card. */
            legalName: string;
            /** @description National registration card, `123456/11/1`. */
            nrc: string;
            /** @description Where staff reach the applicant: a Zambian mobile number. */
            phone: string;
        };
        AccountPhaseView: {
            legalName: string;
            /** @description `123***` + `/**` + `/1` */
            nrc: string;
            phone: string;
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
        AgentAreas: {
            areas: components["schemas"]["AreaServed"][];
        };
        AgentList: {
            data: components["schemas"]["AgentView"][];
            nextCursor: string | null;
        };
        AgentVehicle: {
            /** @enum {string} */
            vehicle: "FOOT" | "BICYCLE" | "MOTORBIKE" | "CAR" | "VAN" | "TRUCK";
            /** @description Number plate; of vehicles with a motor. */
            plate?: string;
            /** @description Number of the driving licence; of drivers of vehicles with a motor. */
            licence?: string;
        };
        AgentView: {
            id: string;
            userId: string;
            /** @description Null for those who work alone. */
            fleetId: string | null;
            /** @enum {string} */
            status: "PENDING" | "ACTIVE" | "SUSPENDED" | "CLOSED";
            /** @enum {string|null} */
            suspendedBy: "FLEET" | "STAFF" | null;
            legalName: string;
            nrc: string;
            phone: string;
            licence: string | null;
            /** @enum {string} */
            vehicle: "FOOT" | "BICYCLE" | "MOTORBIKE" | "CAR" | "VAN" | "TRUCK";
            plate: string | null;
            areas: components["schemas"]["AreaServedView"][];
            /** @description Null off duty. */
            onDutySince: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ApplicationList: {
            data: components["schemas"]["ApplicationSummary"][];
            nextCursor: string | null;
        };
        ApplicationReviewView: {
            id: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @enum {string} */
            state: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
            /** @description The shop, agent or fleet, once it is approved. */
            subjectId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            submittedAt: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            account: components["schemas"]["AccountPhaseView"] | null;
            business: components["schemas"]["BusinessView"] | null;
            company: components["schemas"]["CompanyView"] | null;
            vehicle: components["schemas"]["VehicleView"] | null;
            documents: components["schemas"]["DocumentView"][];
            payout: components["schemas"]["PayoutView"] | null;
            terms: components["schemas"]["AcceptedTerms"] | null;
            checklist: components["schemas"]["ChecklistEntry"][];
            /** @description What has to change before it is sent in again. */
            requestedChanges: components["schemas"]["ChangeView"][];
            /** @description Why it was rejected. */
            rejection: string | null;
            applicantId: string;
            applicantName: string;
            reviewerId: string | null;
            duplicates: components["schemas"]["DuplicateView"][];
            comments: components["schemas"]["CommentView"][];
            history: components["schemas"]["HistoryEntry"][];
        };
        ApplicationSummary: {
            id: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @enum {string} */
            state: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
            /** @description The shop, agent or fleet, once it is approved. */
            subjectId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            submittedAt: string | null;
            /** Format: date-time */
            decidedAt: string | null;
        };
        ApplicationView: {
            id: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @enum {string} */
            state: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
            /** @description The shop, agent or fleet, once it is approved. */
            subjectId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            submittedAt: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            account: components["schemas"]["AccountPhaseView"] | null;
            business: components["schemas"]["BusinessView"] | null;
            company: components["schemas"]["CompanyView"] | null;
            vehicle: components["schemas"]["VehicleView"] | null;
            documents: components["schemas"]["DocumentView"][];
            payout: components["schemas"]["PayoutView"] | null;
            terms: components["schemas"]["AcceptedTerms"] | null;
            checklist: components["schemas"]["ChecklistEntry"][];
            /** @description What has to change before it is sent in again. */
            requestedChanges: components["schemas"]["ChangeView"][];
            /** @description Why it was rejected. */
            rejection: string | null;
        };
        AppliedRule: {
            /** Format: uuid */
            ruleId: string;
            ruleVersion: number;
            reason: string;
        };
        ApproveApplication: {
            /** @description Stays with the staff. */
            comment?: string;
        };
        AreaServed: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** @description How far around the town the agent goes. */
            radiusKm?: number;
        };
        AreaServedView: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            radiusKm: number;
        };
        AreaView: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
        };
        AskForCode: {
            /**
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent" | "staff";
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number, as people write it or with +260. */
            phone?: string;
        };
        AskForLink: {
            /** Format: email */
            email: string;
            /**
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent" | "staff";
        };
        AskStepUp: {
            /**
             * @description Sends a code this way; without it nothing is sent.
             * @enum {string}
             */
            method?: "sms" | "email";
        };
        AskTicket: {
            /** @description Why the document has to be seen; the audit keeps it. */
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
        AuditEntry: {
            id: string;
            /** Format: date-time */
            at: string;
            actor: string;
            /** @description Whom the actor stood for, or who caused what the system did. */
            onBehalfOf: string | null;
            act: string;
            subject: string;
            subjectId: string;
            detail: {
                [key: string]: unknown;
            };
            /** @description What changed; personal data is masked. */
            before: {
                [key: string]: unknown;
            } | null;
            after: {
                [key: string]: unknown;
            } | null;
            /** @description The reason that the person gave. */
            why: string | null;
            address: string | null;
            /** @description Name of the client key. */
            client: string | null;
            sessionId: string | null;
            correlationId: string;
            /** @description Place in the sealed chain; null for about a second. */
            sequence: number | null;
        };
        AuditList: {
            data: components["schemas"]["AuditEntry"][];
            nextCursor: string | null;
        };
        BeginApplication: {
            /**
             * @description SELLER sells goods, SERVICE_PROVIDER services; AGENT delivers alone, COURIER with a company.
             * @enum {string}
             */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
        };
        BeginUpload: {
            /** @enum {string} */
            purpose: "product_image" | "shop_logo" | "avatar" | "kyc_document" | "delivery_signature";
            /**
             * @description What the file is; its content has to agree.
             * @enum {string}
             */
            contentType: "image/jpeg" | "image/png" | "image/webp" | "application/pdf";
            /** @description Size of the file. A larger one is refused. */
            bytes: number;
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
        BoundDocument: {
            /** @enum {string} */
            kind: "NRC_FRONT" | "NRC_BACK" | "TPIN_CERTIFICATE" | "PACRA_CERTIFICATE" | "DRIVING_LICENCE" | "VEHICLE_REGISTRATION" | "PORTRAIT" | "PROOF_OF_ADDRESS";
            /** Format: uuid */
            documentId: string;
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
        BusinessPhase: {
            /** @description Name of the shop, as buyers will see it. */
            name: string;
            /** @default  */
            description?: string;
            /** @enum {string} */
            legalForm: "SOLE_TRADER" | "PARTNERSHIP" | "COMPANY";
            /** @description As registered, when it differs from the name of the shop. */
            registeredName?: string;
            /** @description Taxpayer number, ten digits. */
            tpin: string;
            /** @description Registration number at PACRA; a sole trader may have none. */
            pacra?: string;
            /** @enum {string} */
            taxProfile: "VAT" | "TOT" | "NONE";
            /**
             * @description Where orders are picked up.
             * @enum {string}
             */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            latitude?: number;
            longitude?: number;
        };
        BusinessView: {
            name: string;
            description: string;
            /** @enum {string} */
            legalForm: "SOLE_TRADER" | "PARTNERSHIP" | "COMPANY";
            registeredName: string | null;
            tpin: string;
            pacra: string | null;
            /** @enum {string} */
            taxProfile: "VAT" | "TOT" | "NONE";
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            latitude: number | null;
            longitude: number | null;
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
             * @description AVAILABLE, SHORT (fewer than wanted are left), SOLD_OUT, CLOSED (the shop takes no orders now) or GONE.
             * @enum {string}
             */
            availability: "AVAILABLE" | "SHORT" | "SOLD_OUT" | "CLOSED" | "GONE";
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
        ChangeClient: {
            scopes?: ("account" | "catalog" | "checkout" | "vendor" | "agent" | "staff" | "all")[];
            origins?: string[];
        };
        ChangeFleet: {
            name?: string;
            /** @enum {string} */
            province?: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town?: string;
            landmark?: string;
            vehicles?: number;
        };
        ChangeItem: {
            title?: string;
            help?: string;
            required?: boolean;
            position?: number;
            active?: boolean;
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
             * Format: uuid
             * @description Of POST /media/uploads, for a shop_logo that is CLEAN.
             */
            logoUploadId?: string;
            /**
             * @description PAUSED hides the shop and its products until it is ACTIVE again.
             * @enum {string}
             */
            status?: "ACTIVE" | "PAUSED";
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
        ChangeView: {
            /** @enum {string} */
            phase: "account" | "business" | "company" | "vehicle" | "documents" | "payout" | "terms";
            reason: string;
            /** Format: date-time */
            at: string;
        };
        ChecklistEntry: {
            itemId: string;
            key: string;
            title: string;
            help: string;
            required: boolean;
            done: boolean;
            /** @description Ticked off by a member of staff, not by what the applicant brings. */
            byStaff: boolean;
        };
        ClaimOrders: {
            /** @description Orders of `GET /me/orders/claimable`. */
            orderIds: string[];
        };
        ClaimableList: {
            data: components["schemas"]["ClaimableOrder"][];
            nextCursor: string | null;
        };
        ClaimableOrder: {
            id: string;
            number: string;
            /** Format: date-time */
            placedAt: string;
            /** @enum {string} */
            status: "PENDING" | "CONFIRMED" | "PROCESSING" | "SHIPPED" | "OUT_FOR_DELIVERY" | "DELIVERED" | "EXPIRED" | "CANCELLED" | "REFUNDED";
            total: components["schemas"]["Money"];
        };
        ClientKeyView: {
            id: string;
            /** @description The middle part of the key, to tell keys apart. */
            kid: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
        };
        ClientList: {
            data: components["schemas"]["ClientView"][];
            nextCursor: string | null;
        };
        ClientView: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "WEB" | "MOBILE" | "PARTNER";
            scopes: ("vendor" | "agent" | "staff" | "account" | "catalog" | "checkout" | "all")[];
            origins: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            closedAt: string | null;
            /** @description All keys that it ever had, the newest first. */
            keys: components["schemas"]["ClientKeyView"][];
        };
        CodeSent: {
            /** @description Belongs to this request: the code is good together with it only. */
            challengeId: string;
            /**
             * Format: date-time
             * @description ISO 8601. Until then the code is good, once.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description ISO 8601. Not before then may the next code be asked for; it replaces this one.
             */
            resendAt: string;
        };
        CodeTarget: {
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number, as people write it or with +260. */
            phone?: string;
        };
        CommentText: {
            text: string;
        };
        CommentView: {
            id: string;
            authorId: string;
            text: string;
            /** Format: date-time */
            at: string;
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
        CompanyPhase: {
            /** @description Name of the fleet, as shops and buyers will see it. */
            name: string;
            registeredName: string;
            tpin: string;
            pacra: string;
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            /** @description How many vehicles the company has. */
            vehicles: number;
        };
        CompanyView: {
            name: string;
            registeredName: string;
            tpin: string;
            pacra: string;
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            vehicles: number;
        };
        ConfirmCode: {
            /** @description The six digits of the message. */
            code: string;
        };
        ConfirmFactor: {
            /** @description The first code of the new factor. */
            code: string;
        };
        ConfirmLink: {
            /** @description What stands in the link behind `#token=`. */
            token: string;
        };
        ConfirmMessageFactor: {
            /** @description The first code of the new factor. */
            code: string;
            /** @enum {string} */
            kind: "sms" | "email";
        };
        ConfirmStepUp: {
            /** @enum {string} */
            method: "totp" | "sms" | "email" | "recovery" | "password";
            /** @description The code, or the password. */
            code: string;
        };
        ConsentList: {
            data: components["schemas"]["ConsentView"][];
            nextCursor: string | null;
        };
        ConsentView: {
            /** @enum {string} */
            kind: "TERMS" | "PRIVACY" | "MARKETING_SMS" | "MARKETING_WHATSAPP" | "MARKETING_EMAIL" | "RECOMMENDATIONS";
            given: boolean;
            version: string;
            /** Format: date-time */
            at: string;
        };
        ContactInput: {
            name: string;
            phone: string;
            /** Format: email */
            email?: string;
        };
        ContactList: {
            data: components["schemas"]["OwnContactView"][];
            nextCursor: string | null;
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
        DecisionReason: {
            /** @description Kept in the audit, and told to nobody outside. */
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
        DocumentView: {
            /** @enum {string} */
            kind: "NRC_FRONT" | "NRC_BACK" | "TPIN_CERTIFICATE" | "PACRA_CERTIFICATE" | "DRIVING_LICENCE" | "VEHICLE_REGISTRATION" | "PORTRAIT" | "PROOF_OF_ADDRESS";
            documentId: string;
            /**
             * @description PENDING and SCANNING are still being checked; REFUSED has to be replaced.
             * @enum {string}
             */
            state: "PENDING" | "SCANNING" | "CLEAN" | "REFUSED" | "SHREDDED";
        };
        DocumentsPhase: {
            /** @description All documents of the application, one of each kind; one that is left out is no longer part of it. */
            documents: components["schemas"]["BoundDocument"][];
        };
        DuplicateView: {
            /** @enum {string} */
            number: "NRC" | "TPIN" | "PACRA" | "PHONE" | "LICENCE" | "WALLET";
            applicationId: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @enum {string} */
            state: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
        };
        ErasureList: {
            data: components["schemas"]["ErasureView"][];
            nextCursor: string | null;
        };
        ErasureView: {
            id: string;
            userId: string;
            /** @enum {string} */
            state: "CANCELLED" | "WAITING" | "DONE";
            /** Format: date-time */
            requestedAt: string;
            /**
             * Format: date-time
             * @description Until then it can be cancelled.
             */
            dueAt: string;
            /** Format: date-time */
            endedAt: string | null;
        };
        ExportLink: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
        };
        ExportList: {
            data: components["schemas"]["ExportView"][];
            nextCursor: string | null;
        };
        ExportView: {
            id: string;
            /** @enum {string} */
            state: "PENDING" | "GONE" | "READY";
            /** Format: date-time */
            requestedAt: string;
            /** Format: date-time */
            readyAt: string | null;
            /**
             * Format: date-time
             * @description When it is destroyed.
             */
            expiresAt: string | null;
        };
        FactorAdded: {
            factor: components["schemas"]["FactorView"];
            /** @description With the first factor: codes for the day it is lost. They are shown this once. */
            recoveryCodes: string[] | null;
            tokens: components["schemas"]["Tokens"];
        };
        FactorCodeSent: {
            /** @description Where to, in part. */
            sentTo: string;
            /**
             * Format: date-time
             * @description ISO 8601.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description ISO 8601. Not before then can the next one be sent.
             */
            resendAt: string;
        };
        FactorList: {
            data: components["schemas"]["FactorView"][];
            nextCursor: string | null;
            /** @description Recovery codes that are not used yet. */
            recoveryCodesLeft: number;
        };
        FactorPending: {
            pending: components["schemas"]["PendingFactor"];
        };
        FactorView: {
            id: string;
            /** @enum {string} */
            kind: "totp" | "sms" | "email";
            /** @description Where its codes go, in part; null for `totp`. */
            contact: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        FindWallets: {
            /** @description Phone number of a wallet, or number of a bank account. */
            account?: string;
            /**
             * Format: uuid
             * @description The shop, agent or fleet.
             */
            ownerId?: string;
        };
        FinishGoogle: {
            code: string;
            state: string;
            /** @description Who answered, where the address says it. */
            iss?: string;
        };
        FiredRuleView: {
            /** @enum {string} */
            rule: "SDL_001" | "AMT_001" | "AMT_002";
            weight: number;
        };
        FirstPassword: {
            /** @description 8 to 128 characters of any kind. */
            newPassword: string;
        };
        FleetAgentProfile: {
            /**
             * Format: uuid
             * @description The fleet whose invitation was accepted.
             */
            fleetId: string;
            /** @description As on the registration card. */
            legalName: string;
            /** @description National registration card, `123456/11/1`. */
            nrc: string;
            /** @description A Zambian mobile number. */
            phone: string;
            /** @enum {string} */
            vehicle: "FOOT" | "BICYCLE" | "MOTORBIKE" | "CAR" | "VAN" | "TRUCK";
            /** @description Number plate; of vehicles with a motor. */
            plate?: string;
            /** @description Number of the driving licence; of drivers of vehicles with a motor. */
            licence?: string;
        };
        FleetList: {
            data: components["schemas"]["FleetView"][];
            nextCursor: string | null;
        };
        FleetMember: {
            userId: string;
            name: string;
            /** @enum {string} */
            role: "SELLER" | "SERVICE_PROVIDER" | "CUSTOMER" | "SHOP_OWNER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
            since: string;
            /** @description Null for managers, and until the person has said who they are. */
            agent: components["schemas"]["AgentView"] | null;
        };
        FleetTeam: {
            data: components["schemas"]["FleetMember"][];
            nextCursor: string | null;
        };
        FleetView: {
            id: string;
            name: string;
            registeredName: string;
            tpin: string;
            pacra: string;
            /** @enum {string} */
            status: "PENDING" | "ACTIVE" | "SUSPENDED" | "CLOSED";
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            landmark: string;
            vehicles: number;
            /** Format: date-time */
            createdAt: string;
        };
        GivenReason: {
            reason: string;
        };
        GoogleStarted: {
            /** @description Where to send the browser. Google sends it back to /sign-in/google of the shop. */
            url: string;
            /** @description Keep it in this tab, and refuse a way back that carries another one: somebody else began that one. */
            state: string;
            /**
             * Format: date-time
             * @description ISO 8601.
             */
            expiresAt: string;
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
            role: "SELLER" | "SERVICE_PROVIDER" | "CUSTOMER" | "SHOP_OWNER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
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
        HistoryEntry: {
            /** @enum {string|null} */
            from: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN" | null;
            /** @enum {string} */
            to: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
            cause: string;
            actor: string;
            /** Format: date-time */
            at: string;
        };
        HoldWallet: {
            /** @description Kept in the audit, and told to nobody outside. */
            reason: string;
            /** @description For how long; as after a change when absent. */
            hours?: number;
        };
        ImpersonationList: {
            data: components["schemas"]["ImpersonationView"][];
            nextCursor: string | null;
        };
        ImpersonationStarted: {
            /** @description Send it as `Authorization: Bearer`. It reads, and changes nothing; there is no refresh token. */
            accessToken: string;
            id: string;
            /** @description Why, in the words of who did it. */
            reason: string;
            /**
             * @description Surface that was looked at.
             * @enum {string}
             */
            audience: "customer" | "vendor" | "agent";
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it ends whatever happens.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it ended; null while it goes on.
             */
            endedAt: string | null;
        };
        ImpersonationView: {
            id: string;
            /** @description Why, in the words of who did it. */
            reason: string;
            /**
             * @description Surface that was looked at.
             * @enum {string}
             */
            audience: "customer" | "vendor" | "agent";
            /** Format: date-time */
            startedAt: string;
            /**
             * Format: date-time
             * @description When it ends whatever happens.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description When it ended; null while it goes on.
             */
            endedAt: string | null;
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
        InvitationList: {
            data: components["schemas"]["InvitationView"][];
            nextCursor: string | null;
        };
        InvitationView: {
            id: string;
            /** @enum {string} */
            role: "SELLER" | "SERVICE_PROVIDER" | "CUSTOMER" | "SHOP_OWNER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
            /** @enum {string} */
            scope: "platform" | "shop" | "fleet";
            scopeId: string | null;
            /** @description Masked: `m*****@example.com`, `+26097*****56`. */
            contact: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        InviteToFleet: {
            /** @enum {string} */
            role: "DELIVERY_AGENT" | "FLEET_MANAGER";
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number. */
            phone?: string;
        };
        InviteToShop: {
            /** @enum {string} */
            role: "SHOP_OWNER" | "SERVICE_PROVIDER";
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number. */
            phone?: string;
        };
        InviteToStaff: {
            /** @enum {string} */
            role: "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT";
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number. */
            phone?: string;
        };
        ItemList: {
            data: components["schemas"]["ItemView"][];
            nextCursor: string | null;
        };
        ItemView: {
            id: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            key: string;
            title: string;
            help: string;
            required: boolean;
            position: number;
            active: boolean;
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
        LinkSent: {
            /**
             * Format: date-time
             * @description ISO 8601. Until then the link is good, once.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description ISO 8601. Not before then may the next link be asked for; it replaces this one.
             */
            resendAt: string;
        };
        MemberList: {
            data: components["schemas"]["MemberView"][];
            nextCursor: string | null;
        };
        MemberView: {
            userId: string;
            name: string;
            /** @enum {string} */
            role: "SELLER" | "SERVICE_PROVIDER" | "CUSTOMER" | "SHOP_OWNER" | "DELIVERY_AGENT" | "FLEET_MANAGER" | "PLATFORM_ADMIN" | "MODERATOR" | "FRAUD_ANALYST" | "FINANCE_ADMIN" | "SUPPORT_AGENT" | "SYSTEM";
            since: string;
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
        NewClient: {
            /** @description Name of the application, for good. */
            name: string;
            /** @enum {string} */
            kind: "WEB" | "MOBILE" | "PARTNER";
            /** @description Groups of routes that the application needs. */
            scopes: ("account" | "catalog" | "checkout" | "vendor" | "agent" | "staff" | "all")[];
            /** @description Origins of the pages that use it; an application of kind WEB has one at least. */
            origins?: string[];
            /**
             * Format: date-time
             * @description When its first key ends by itself.
             */
            expiresAt?: string;
        };
        NewClientKey: {
            /**
             * Format: date-time
             * @description When it ends by itself.
             */
            expiresAt?: string;
        };
        NewClientKeyView: {
            id: string;
            /** @description The middle part of the key, to tell keys apart. */
            kid: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description To the minute.
             */
            lastUsedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /** @description The key itself, this once; null in the answer to a repeat of the request. */
            key: string | null;
        };
        NewClientView: {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "WEB" | "MOBILE" | "PARTNER";
            scopes: ("vendor" | "agent" | "staff" | "account" | "catalog" | "checkout" | "all")[];
            origins: string[];
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            closedAt: string | null;
            /** @description All keys that it ever had, the newest first. */
            keys: components["schemas"]["ClientKeyView"][];
            /** @description Its first key, this once; null in the answer to a repeat of the request. */
            key: string | null;
        };
        NewContact: {
            /** Format: email */
            email?: string;
            /** @description A Zambian mobile number, as people write it or with +260. */
            phone?: string;
        };
        NewImage: {
            /**
             * Format: uuid
             * @description Of POST /media/uploads, for a product_image that is CLEAN.
             */
            uploadId?: string;
            /** @description As the product shows it already. */
            url?: string;
            /**
             * @description What the picture shows, for those who do not see it.
             * @default
             */
            alt?: string;
        };
        NewItem: {
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @description `phase.<phase>` and `document.<KIND>` are ticked off by what is there, `staff.<name>` by a reviewer. */
            key: string;
            title: string;
            /** @default  */
            help?: string;
            /** @default true */
            required?: boolean;
            position: number;
        };
        NewMessageFactor: {
            /**
             * @description Codes go to the verified phone or e-mail address of the account.
             * @enum {string}
             */
            kind: "sms" | "email";
        };
        NewOption: {
            name: string;
            values: string[];
        };
        NewTerms: {
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            version: string;
            title: string;
            /**
             * Format: uri
             * @description Where they can be read.
             */
            url: string;
        };
        NewTotp: {
            /** @description Base32, for typing. */
            secret: string;
            /** @description `otpauth://…`, for a QR code. */
            uri: string;
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
        OwnContactView: {
            /** @enum {string} */
            kind: "email" | "phone";
            /** @description The phone in international form, or the e-mail address. */
            value: string;
            /**
             * Format: date-time
             * @description ISO 8601; null as long as nobody has proven that it is theirs. Only verified contacts open the account.
             */
            verifiedAt: string | null;
            /** @description Notices go there. */
            primary: boolean;
        };
        OwnProduct: {
            id: string;
            shopId: string;
            categoryId: string;
            slug: string;
            title: string;
            description: string;
            /** @enum {string} */
            status: "DRAFT" | "ACTIVE" | "ARCHIVED";
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
            /** @description Null for a shop without a logo. */
            logoUrl: string | null;
            /** @enum {string} */
            kind: "GOODS" | "SERVICES";
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** @description The closure that lasts or is ahead. */
            closure: components["schemas"]["ShopClosure"] | null;
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
        PayoutPhase: {
            /** @enum {string} */
            operator: "MTN_MONEY" | "AIRTEL_MONEY" | "ZAMTEL_MONEY";
            /** @description Number of the wallet. */
            phone: string;
            /** @description Whose wallet it is, as the operator knows them. */
            holderName: string;
        };
        PayoutView: {
            /** @enum {string} */
            operator: "MTN_MONEY" | "AIRTEL_MONEY" | "ZAMTEL_MONEY";
            phone: string;
            holderName: string;
        };
        PendingFactor: {
            /** @description Send it with the code to `POST /auth/second-factor`. It opens nothing else. */
            token: string;
            /** @description What the person may prove themselves with: `recovery` is one of the codes that were written down. */
            methods: ("totp" | "sms" | "email" | "recovery")[];
            /**
             * Format: date-time
             * @description ISO 8601.
             */
            expiresAt: string;
        };
        PermissionView: {
            /** @enum {string} */
            permission: "shops.write" | "shops.team.write" | "shops.suspend" | "shops.payout.write" | "delivery.work" | "delivery.payout.write" | "fleets.write" | "fleets.payout.write" | "delivery.suspend" | "payouts.hold" | "applications.review" | "documents.read" | "applications.checklist.write" | "catalog.write" | "orders.read.shop" | "orders.fulfil" | "orders.read.any" | "pricing.rules.read" | "pricing.rules.write" | "payments.breaks.read" | "ledger.read" | "fraud.reviews.read" | "fraud.reviews.decide" | "gateway.clients.read" | "gateway.clients.write" | "roles.write" | "sessions.end" | "factors.reset" | "privacy.read" | "audit.read" | "users.impersonate";
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
        PersonPrivacy: {
            /** @description All that was given and taken back, the newest first. */
            consents: components["schemas"]["ConsentView"][];
            exports: components["schemas"]["ExportView"][];
            erasures: components["schemas"]["ErasureView"][];
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
        PlanClosure: {
            /**
             * Format: date-time
             * @description From when; now when absent.
             */
            from?: string;
            /** Format: date-time */
            until: string;
            /**
             * @description What buyers read meanwhile.
             * @default
             */
            message?: string;
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
        PrimaryContact: {
            /**
             * @description Where notices go. It must be verified.
             * @enum {string}
             */
            kind: "phone" | "email";
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
            /** @description The shop's closure that lasts or is ahead: nothing of it can be ordered meanwhile. */
            closure: components["schemas"]["ShopClosure"] | null;
        };
        ProveFactor: {
            /** @description Of the answer to the sign-in. */
            token: string;
            /** @enum {string} */
            method: "totp" | "sms" | "email" | "recovery";
            code: string;
        };
        QueuePage: {
            data: components["schemas"]["QueuedApplication"][];
            nextCursor: string | null;
        };
        QueuedApplication: {
            id: string;
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            /** @enum {string} */
            state: "DRAFT" | "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
            /** @description The shop, agent or fleet, once it is approved. */
            subjectId: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            submittedAt: string | null;
            /** Format: date-time */
            decidedAt: string | null;
            applicantId: string;
            applicantName: string;
            reviewerId: string | null;
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
        RecoveryCodeList: {
            /** @description Each is good once. They are shown this once. */
            codes: string[];
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
        RequestChanges: {
            changes: components["schemas"]["RequestedChange"][];
        };
        RequestedChange: {
            /** @enum {string} */
            phase: "account" | "business" | "company" | "vehicle" | "documents" | "payout" | "terms";
            /** @description What is wrong and what to do about it; the applicant reads it. */
            reason: string;
        };
        ResetFactors: {
            /** @description How it is known that it is them, for the audit. */
            reason: string;
        };
        ResetPassword: {
            /** @description What stands in the link behind `#token=`. */
            token?: string;
            /** Format: uuid */
            challengeId?: string;
            /** @description The six digits that came to the phone. */
            code?: string;
            /** @description 8 to 128 characters of any kind. */
            newPassword: string;
            /**
             * @description Where to be signed in afterwards.
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent" | "staff";
        };
        RevealedNumber: {
            /** @enum {string} */
            kind: "NRC" | "TPIN" | "PACRA" | "PHONE" | "LICENCE" | "WALLET";
            number: string;
        };
        RevealedNumbers: {
            data: components["schemas"]["RevealedNumber"][];
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
            state: "APPROVED" | "REJECTED" | "OPEN";
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
        SendFactorCode: {
            /** @description Of the answer to the sign-in. */
            token: string;
            /** @enum {string} */
            method: "sms" | "email";
        };
        ServiceArea: {
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
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
            /** @description The same in short, like `Chrome on Android`. */
            deviceName: string | null;
            address: string | null;
            /** @description Town and country of the address, like `Lusaka, ZM`, where that is known. */
            place: string | null;
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
        SetConsent: {
            /** @description False takes the consent back. */
            given: boolean;
            /** @description Of the text that the person saw. */
            version: string;
        };
        SetDuty: {
            onDuty: boolean;
            /** @description Where the agent is; both or none. */
            latitude?: number;
            longitude?: number;
        };
        SetQuantity: {
            quantity: number;
        };
        SetWallet: {
            /** @enum {string} */
            rail: "MOBILE_MONEY" | "BANK";
            /** @description MTN_MOMO_ZMB, AIRTEL_OAPI_ZMB or ZAMTEL_ZMB; the BIC of a bank. */
            provider: string;
            /** @description Phone number of the wallet, or number of the bank account. */
            account: string;
            /** @description Whose wallet it is, as operator or bank know them. */
            holderName: string;
        };
        ShiftList: {
            data: components["schemas"]["ShiftView"][];
            nextCursor: string | null;
        };
        ShiftView: {
            id: string;
            /** Format: date-time */
            beganAt: string;
            /**
             * Format: date-time
             * @description Null while it lasts.
             */
            endedAt: string | null;
            /** @enum {string|null} */
            endedBy: "AGENT" | "FLEET" | "STAFF" | null;
            /** @description Where the agent last said they were. */
            latitude: number | null;
            longitude: number | null;
            /** Format: date-time */
            positionAt: string | null;
        };
        ShopClosure: {
            from: string;
            until: string;
            message: string;
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
            /** @description Null for a shop without a logo. */
            logoUrl: string | null;
            /** @enum {string} */
            kind: "GOODS" | "SERVICES";
            /** @enum {string} */
            province: "Central" | "Copperbelt" | "Eastern" | "Luapula" | "Lusaka" | "Muchinga" | "North-Western" | "Northern" | "Southern" | "Western";
            town: string;
            /** @description The closure that lasts or is ahead. */
            closure: components["schemas"]["ShopClosure"] | null;
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
        SignedUpload: {
            uploadId: string;
            url: string;
            fields: {
                [key: string]: string;
            };
            /** Format: date-time */
            expiresAt: string;
        };
        StartGoogle: {
            /**
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent" | "staff";
        };
        StartImpersonation: {
            /** @description Why; the person sees it. */
            reason: string;
            /**
             * @description Surface on which to see what the person sees: `customer` when it is not given.
             * @default customer
             * @enum {string}
             */
            audience?: "customer" | "vendor" | "agent";
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
        StepUpChoice: {
            /** @description What the person can prove with that it is them. When there is nothing, they have to sign in again. */
            methods: ("totp" | "sms" | "email" | "recovery" | "password")[];
            /** @description The code that was sent, if one was asked for. */
            sent: components["schemas"]["FactorCodeSent"] | null;
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
        SuspensionReason: {
            /** @description Kept in the audit, and told to nobody outside. */
            reason: string;
        };
        TermsPhase: {
            /** @description The version that was read; GET /applications/terms has the one of today. */
            version: string;
            /** @constant */
            accepted: true;
        };
        TermsView: {
            /** @enum {string} */
            kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
            version: string;
            title: string;
            url: string;
            validFrom: string;
        };
        TickItem: {
            done: boolean;
        };
        Ticket: {
            ticket: string;
            /**
             * Format: date-time
             * @description Within a minute.
             */
            expiresAt: string;
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
        TypedCode: {
            /** @description The six digits of the message. */
            code: string;
        };
        UploadTaken: {
            uploadId: string;
            /** @enum {string} */
            status: "PENDING" | "SCANNING" | "CLEAN" | "REFUSED" | "SHREDDED";
        };
        UploadView: {
            id: string;
            /** @enum {string} */
            purpose: "product_image" | "shop_logo" | "avatar" | "kyc_document" | "delivery_signature";
            /**
             * @description PENDING waits for the file, SCANNING for the checks; only what is CLEAN can be used.
             * @enum {string}
             */
            status: "PENDING" | "SCANNING" | "CLEAN" | "REFUSED" | "SHREDDED";
            /**
             * @description Why it was refused.
             * @enum {string|null}
             */
            reason: "type_mismatch" | "type_not_allowed" | "trailing_data" | "broken" | "active_content" | "too_many_pixels" | "too_large" | "metadata_left" | "malware" | "not_uploaded" | null;
            /** @description What to do about it. */
            advice: string | null;
            contentType: string;
            bytes: number;
            /** @description Where everybody sees it, once it is clean; null for documents. */
            url: string | null;
            /** Format: date-time */
            createdAt: string;
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
        VehiclePhase: {
            areas: components["schemas"]["ServiceArea"][];
            /** @enum {string} */
            vehicle: "FOOT" | "BICYCLE" | "MOTORBIKE" | "CAR" | "VAN" | "TRUCK";
            /** @description Number plate; of vehicles with a motor. */
            plate?: string;
            /** @description Number of the driving licence; of drivers of vehicles with a motor. */
            licence?: string;
        };
        VehicleView: {
            /** @enum {string} */
            vehicle: "FOOT" | "BICYCLE" | "MOTORBIKE" | "CAR" | "VAN" | "TRUCK";
            plate: string | null;
            licence: string | null;
            areas: components["schemas"]["AreaView"][];
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
        WalletChange: {
            id: string;
            /** @enum {string} */
            cause: "ADOPTED" | "SET" | "CHANGED" | "CONTACT_CHANGED" | "HELD";
            /** @enum {string} */
            rail: "MOBILE_MONEY" | "BANK";
            provider: string;
            account: string;
            payableAfter: string;
            /** Format: date-time */
            at: string;
        };
        WalletHistory: {
            data: components["schemas"]["WalletChange"][];
            nextCursor: string | null;
        };
        WalletList: {
            data: components["schemas"]["WalletView"][];
            nextCursor: string | null;
        };
        WalletView: {
            id: string;
            /** @enum {string} */
            ownerKind: "AGENT" | "SHOP" | "FLEET";
            /** @description The shop, agent or fleet. */
            ownerId: string;
            /** @enum {string} */
            rail: "MOBILE_MONEY" | "BANK";
            provider: string;
            account: string;
            holderName: string;
            /** @description Nothing is paid to the wallet before. */
            payableAfter: string;
            /** Format: date-time */
            changedAt: string;
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
        /**
         * @description `AUTH_001`: Not signed in
         *
         *     `auth.step_up_required`: Prove again that it is you
         *
         *     `gateway.client_key_required`: A client key is required
         *
         *     `gateway.client_key_invalid`: The client key is not valid
         */
        NotProven: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "AUTH_001" | "auth.step_up_required" | "gateway.client_key_required" | "gateway.client_key_invalid";
                };
            };
        };
        /**
         * @description `AUTH_002`: Not permitted
         *
         *     `MFA_001`: A second factor has to be set up first
         */
        NotPermitted: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "AUTH_002" | "MFA_001";
                };
            };
        };
        /** @description `MFA_001`: A second factor has to be set up first */
        NotEnrolled: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "MFA_001";
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
    applications_list: {
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
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    applications_begin: {
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
                "application/json": components["schemas"]["BeginApplication"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationSummary"];
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
            403: components["responses"]["NotEnrolled"];
            /**
             * @description `applications.already_open`: There is an application of this kind already
             *
             *     `applications.already_held`: The person is this already
             *
             *     `users.roles_clash`: The roles exclude each other
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
                        code: "applications.already_open" | "applications.already_held" | "users.roles_clash" | "idempotency.in_progress";
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
    applications_current: {
        parameters: {
            query: {
                kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
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
                    "application/json": components["schemas"]["TermsView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    applications_read: {
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
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_account: {
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
                "application/json": components["schemas"]["AccountPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /** @description `applications.not_editable`: The application cannot be changed now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_business: {
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
                "application/json": components["schemas"]["BusinessPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /** @description `applications.not_editable`: The application cannot be changed now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_company: {
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
                "application/json": components["schemas"]["CompanyPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /** @description `applications.not_editable`: The application cannot be changed now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_bind: {
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
                "application/json": components["schemas"]["DocumentsPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /**
             * @description `applications.not_found`: There is no such application
             *
             *     `media.not_found`: No such file
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found" | "media.not_found";
                    };
                };
            };
            /**
             * @description `applications.not_editable`: The application cannot be changed now
             *
             *     `media.in_use`: The file belongs to something else
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable" | "media.in_use";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `applications.wrong_kind`: Applications of this kind have no such phase
             *
             *     `media.not_usable`: The file cannot be used
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind" | "media.not_usable";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_payout: {
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
                "application/json": components["schemas"]["PayoutPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /** @description `applications.not_editable`: The application cannot be changed now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    applications_submit: {
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
                    "application/json": components["schemas"]["ApplicationSummary"];
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
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
             *
             *     `applications.incomplete`: Something is missing
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
                        code: "applications.wrong_state" | "applications.incomplete" | "idempotency.in_progress";
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
    phases_agree: {
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
                "application/json": components["schemas"]["TermsPhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.not_editable`: The application cannot be changed now
             *
             *     `applications.terms_changed`: These are not the terms of today
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable" | "applications.terms_changed";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    phases_vehicle: {
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
                "application/json": components["schemas"]["VehiclePhase"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /** @description `applications.not_editable`: The application cannot be changed now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_editable";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.wrong_kind`: Applications of this kind have no such phase */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_kind";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    applications_withdraw: {
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
                    "application/json": components["schemas"]["ApplicationSummary"];
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
            403: components["responses"]["NotEnrolled"];
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
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
                        code: "applications.wrong_state" | "idempotency.in_progress";
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
    audit_list: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                /** @description Who did it: `person:<id>`, `system:<handler>`. */
                actor?: string;
                act?: string;
                /** @description Kind of what it was done to: `user`, `shop`. */
                subject?: string;
                subjectId?: string;
                /** @description Not before this moment, ISO 8601. */
                from?: string;
                /** @description Before this moment, ISO 8601. */
                to?: string;
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
                    "application/json": components["schemas"]["AuditList"];
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
    audit_export: {
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
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
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
    codes_ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForCode"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    codes_confirm: {
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
                "application/json": components["schemas"]["ConfirmCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
                };
            };
            /**
             * @description `auth.wrong_code`: This is not the code
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "auth.wrong_code" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
    google_start: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartGoogle"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GoogleStarted"];
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
    google_finish: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishGoogle"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
                };
            };
            /**
             * @description `auth.code_ended`: The code or link is no longer good
             *
             *     `auth.google_refused`: Google did not confirm who you are
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
                        code: "auth.code_ended" | "auth.google_refused" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.google_email_unverified`: Google has not verified the e-mail address
             *
             *     `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.google_email_unverified" | "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
    codes_askForLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskForLink"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkSent"];
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
    codes_confirmLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmLink"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
                };
            };
            /**
             * @description `auth.code_ended`: The code or link is no longer good
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
                        code: "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
    registration_askForReset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeTarget"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    registration_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
                };
            };
            /**
             * @description `auth.wrong_code`: This is not the code
             *
             *     `auth.code_ended`: The code or link is no longer good
             *
             *     `auth.password_too_common`: The password is easy to guess
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
                        code: "auth.wrong_code" | "auth.code_ended" | "auth.password_too_common" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
    registration_register: {
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
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    registration_confirm: {
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
                "application/json": components["schemas"]["TypedCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
                };
            };
            /**
             * @description `auth.wrong_code`: This is not the code
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "auth.wrong_code" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.suspended`: This account is suspended
             *
             *     `auth.audience_refused`: This account has no role here
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
    factorSignIn_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProveFactor"];
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
            /**
             * @description `MFA_002`: The code of the second factor is wrong
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "MFA_002" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            /**
             * @description `auth.sign_in_ended`: This sign-in has ended
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
                        code: "auth.sign_in_ended" | "AUTH_001" | "gateway.client_key_required" | "gateway.client_key_invalid";
                    };
                };
            };
            /** @description `auth.suspended`: This account is suspended */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended";
                    };
                };
            };
            /**
             * @description `auth.method_refused`: This way of proving it is not open to you
             *
             *     `auth.account_changed`: The account has changed at this moment
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.method_refused" | "auth.account_changed";
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
    factorSignIn_send: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendFactorCode"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorCodeSent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /**
             * @description `auth.sign_in_ended`: This sign-in has ended
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
                        code: "auth.sign_in_ended" | "AUTH_001" | "gateway.client_key_required" | "gateway.client_key_invalid";
                    };
                };
            };
            /**
             * @description `auth.method_refused`: This way of proving it is not open to you
             *
             *     `auth.contact_unverified`: There is no verified contact for this
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.method_refused" | "auth.contact_unverified";
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
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["FactorPending"];
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
             *
             *     `auth.other_way_needed`: Sign in another way
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.suspended" | "auth.audience_refused" | "auth.other_way_needed";
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    factorSignIn_askStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskStepUp"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepUpChoice"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /**
             * @description `auth.method_refused`: This way of proving it is not open to you
             *
             *     `auth.contact_unverified`: There is no verified contact for this
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.method_refused" | "auth.contact_unverified";
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
    factorSignIn_confirmStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmStepUp"];
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
            /**
             * @description `MFA_002`: The code of the second factor is wrong
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "MFA_002" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `auth.wrong_password`: The current password is wrong
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.wrong_password" | "MFA_001";
                    };
                };
            };
            /** @description `auth.method_refused`: This way of proving it is not open to you */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.method_refused";
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            403: components["responses"]["NotPermitted"];
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
            403: components["responses"]["NotEnrolled"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            403: components["responses"]["NotPermitted"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    agent_read: {
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
                    "application/json": components["schemas"]["AgentView"];
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
    agent_introduce: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FleetAgentProfile"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            /** @description `delivery.agent_exists`: The person is an agent already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.agent_exists";
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
    agent_changeAreas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentAreas"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
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
    agent_close: {
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
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
    agent_setDuty: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDuty"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
                    };
                };
            };
            /** @description `delivery.not_active`: The agent or the fleet is not active */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.not_active";
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
    agentWallet_read: {
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
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_agent`: There is no such agent
             *
             *     `wallets.not_found`: There is no such payout wallet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent" | "wallets.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    agentWallet_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetWallet"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
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
    agentWallet_history: {
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
                    "application/json": components["schemas"]["WalletHistory"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    agent_shifts: {
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
                    "application/json": components["schemas"]["ShiftList"];
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
    agent_changeVehicle: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentVehicle"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
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
    fleets_own: {
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
                    "application/json": components["schemas"]["FleetList"];
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
    fleets_change: {
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
                "application/json": components["schemas"]["ChangeFleet"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
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
    fleets_invited: {
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
                    "application/json": components["schemas"]["InvitationList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fleets_invite: {
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
                "application/json": components["schemas"]["InviteToFleet"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
             *
             *     `VAL_001`: The request is not valid
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
                        code: "VAL_002" | "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
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
    fleets_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitationId: string;
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
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `users.invitation_unknown`: There is no such invitation
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "users.invitation_unknown";
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
    fleetWallet_read: {
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
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `wallets.not_found`: There is no such payout wallet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "wallets.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fleetWallet_set: {
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
                "application/json": components["schemas"]["SetWallet"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
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
    fleetWallet_history: {
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
                    "application/json": components["schemas"]["WalletHistory"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fleets_team: {
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
                    "application/json": components["schemas"]["FleetTeam"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    fleets_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
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
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `delivery.no_member`: The person does not work in this fleet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "delivery.no_member";
                    };
                };
            };
            /** @description `delivery.last_manager`: A fleet keeps one who runs it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.last_manager";
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
    fleets_admit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
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
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `delivery.no_member`: The person does not work in this fleet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "delivery.no_member";
                    };
                };
            };
            /** @description `delivery.not_pending`: The agent does not wait to be admitted */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.not_pending";
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
    fleets_reinstate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `delivery.no_member`: The person does not work in this fleet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "delivery.no_member";
                    };
                };
            };
            /** @description `delivery.not_suspended`: There is no suspension that you could lift */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.not_suspended";
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
    fleets_suspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `delivery.no_fleet`: There is no such fleet
             *
             *     `delivery.no_member`: The person does not work in this fleet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet" | "delivery.no_member";
                    };
                };
            };
            /** @description `delivery.not_active`: The agent or the fleet is not active */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.not_active";
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
    clients_list: {
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
                    "application/json": components["schemas"]["ClientList"];
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
    clients_create: {
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
                "application/json": components["schemas"]["NewClient"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewClientView"];
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
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `gateway.client_name_taken`: There is a client of this name
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
                        code: "gateway.client_name_taken" | "idempotency.in_progress";
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
    clients_read: {
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
                    "application/json": components["schemas"]["ClientView"];
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
    clients_close: {
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
            401: components["responses"]["NotProven"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    clients_change: {
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
                "application/json": components["schemas"]["ChangeClient"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    clients_addKey: {
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
            401: components["responses"]["NotProven"];
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
    clients_revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                keyId: string;
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
            401: components["responses"]["NotProven"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    invitations_accept: {
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
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
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
             * @description `users.invitation_not_yours`: The invitation went to another contact
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.invitation_not_yours" | "MFA_001";
                    };
                };
            };
            /** @description `users.invitation_unknown`: There is no such invitation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.invitation_unknown";
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
    privacy_erase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
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
            /** @description `privacy.blocked`: Something has to end before the account can be erased */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.blocked";
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
            403: components["responses"]["NotEnrolled"];
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
    privacy_consented: {
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
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    privacy_consent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kind: "TERMS" | "PRIVACY" | "MARKETING_SMS" | "MARKETING_WHATSAPP" | "MARKETING_EMAIL" | "RECOMMENDATIONS";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetConsent"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    contacts_list: {
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
                    "application/json": components["schemas"]["ContactList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
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
    contacts_ask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContact"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    contacts_choosePrimary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrimaryContact"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
            /** @description `users.contact_unverified`: This contact is not confirmed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.contact_unverified";
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
    contacts_confirm: {
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
                "application/json": components["schemas"]["TypedCode"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactList"];
                };
            };
            /**
             * @description `auth.wrong_code`: This is not the code
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "auth.wrong_code" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `users.contact_taken`: This contact is another account's */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.contact_taken";
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
    contacts_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Where notices go. It must be verified. */
                kind: "phone" | "email";
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
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
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
             * @description `users.last_contact`: This is the only confirmed contact
             *
             *     `users.contact_is_factor`: The codes of your only second factor go to this contact
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.last_contact" | "users.contact_is_factor";
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
    privacy_erasure: {
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
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `privacy.no_erasure`: Nobody asked for the erasure of this account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.no_erasure";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    privacy_cancel: {
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
                    "application/json": components["schemas"]["ErasureView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `privacy.no_erasure`: Nobody asked for the erasure of this account */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.no_erasure";
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
    privacy_exported: {
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
                    "application/json": components["schemas"]["ExportList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    privacy_order: {
        parameters: {
            query?: never;
            header?: {
                /** @description A UUID per intended action; repeat it to get the first answer again. Kept for 30 days. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
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
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
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
    privacy_download: {
        parameters: {
            query: {
                token: string;
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
                    "application/json": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `privacy.no_export`: There is no such copy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.no_export";
                    };
                };
            };
            /** @description `privacy.link_over`: The link was used, is too old, or belongs to another session */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.link_over";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    privacy_link: {
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
                    "application/json": components["schemas"]["ExportLink"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
            /** @description `privacy.no_export`: There is no such copy */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.no_export";
                    };
                };
            };
            /** @description `privacy.not_ready`: The copy is not ready, or not there any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "privacy.not_ready";
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
    myFactors_list: {
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
                    "application/json": components["schemas"]["FactorList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    myFactors_addContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessageFactor"];
            };
        };
        responses: {
            /** @description Accepted; it goes on by itself. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorCodeSent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            /** @description `auth.contact_unverified`: There is no verified contact for this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.contact_unverified";
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
    myFactors_confirmContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmMessageFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorAdded"];
                };
            };
            /**
             * @description `MFA_002`: The code of the second factor is wrong
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "MFA_002" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    myFactors_renewCodes: {
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
                    "application/json": components["schemas"]["RecoveryCodeList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
            /** @description `auth.no_factor`: There is no second factor */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.no_factor";
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
    myFactors_addApp: {
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
                    "application/json": components["schemas"]["NewTotp"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    myFactors_confirmApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmFactor"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactorAdded"];
                };
            };
            /**
             * @description `MFA_002`: The code of the second factor is wrong
             *
             *     `auth.code_ended`: The code or link is no longer good
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
                        code: "MFA_002" | "auth.code_ended" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotSignedIn"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    myFactors_remove: {
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
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
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
            /** @description `auth.last_factor`: Your role needs this second factor */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.last_factor";
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
    myImpersonations_list: {
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
                    "application/json": components["schemas"]["ImpersonationList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    myImpersonations_refuse: {
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
            403: components["responses"]["NotEnrolled"];
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
    orderClaims_claim: {
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
                "application/json": components["schemas"]["ClaimOrders"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimableList"];
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
            403: components["responses"]["NotEnrolled"];
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
    orderClaims_claimable: {
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
                    "application/json": components["schemas"]["ClaimableList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
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
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
            401: components["responses"]["NotProven"];
            /**
             * @description `auth.wrong_password`: The current password is wrong
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.wrong_password" | "MFA_001";
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
    registration_setFirstPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstPassword"];
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
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotEnrolled"];
            /** @description `auth.has_password`: The account has a password already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.has_password";
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    mySessions_endOthers: {
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            403: components["responses"]["NotEnrolled"];
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
    documents_read: {
        parameters: {
            query: {
                ticket: string;
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
                    "application/pdf": string;
                    "image/jpeg": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `media.not_found`: No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_found";
                    };
                };
            };
            /** @description `media.not_readable`: The document cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_readable";
                    };
                };
            };
            /** @description `media.ticket_over`: The ticket was used or is too old */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.ticket_over";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            /**
             * @description `media.store_away`: The file store cannot be reached
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
                        code: "media.store_away" | "unavailable" | "commit_unknown" | "upstream.unreachable" | "upstream.timeout";
                    };
                };
            };
        };
    };
    documents_issue: {
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
                "application/json": components["schemas"]["AskTicket"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            403: components["responses"]["NotPermitted"];
            /** @description `media.not_found`: No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_found";
                    };
                };
            };
            /** @description `media.not_readable`: The document cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_readable";
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
    localImages_show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                /** @description thumb, card, page and full: at most 160, 480, 960 and 2048 pixels wide and high. */
                variant: "thumb" | "card" | "page" | "full";
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
                    "image/webp": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /** @description `media.not_found`: No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    localUpload_take: {
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
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadTaken"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `media.form_invalid`: The upload form is not valid */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.form_invalid";
                    };
                };
            };
            /** @description `media.form_used`: The upload form was used or is too old */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.form_used";
                    };
                };
            };
            /**
             * @description `media.too_large`: The file is too large
             *
             *     `request.too_large`: The request is too large
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.too_large" | "request.too_large";
                    };
                };
            };
            /**
             * @description `media.type_not_allowed`: This kind of file is not taken here
             *
             *     `request.unsupported_type`: The body must be JSON
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.type_not_allowed" | "request.unsupported_type";
                    };
                };
            };
            /** @description `media.content_refused`: The file is not taken */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.content_refused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            /**
             * @description `media.store_away`: The file store cannot be reached
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
                        code: "media.store_away" | "unavailable" | "commit_unknown" | "upstream.unreachable" | "upstream.timeout";
                    };
                };
            };
        };
    };
    uploads_begin: {
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
                "application/json": components["schemas"]["BeginUpload"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedUpload"];
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
             * @description `media.quota_exceeded`: No more files can be kept
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
                        code: "media.quota_exceeded" | "idempotency.in_progress";
                    };
                };
            };
            /**
             * @description `media.too_large`: The file is too large
             *
             *     `request.too_large`: The request is too large
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.too_large" | "request.too_large";
                    };
                };
            };
            /**
             * @description `media.type_not_allowed`: This kind of file is not taken here
             *
             *     `request.unsupported_type`: The body must be JSON
             */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.type_not_allowed" | "request.unsupported_type";
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
            /**
             * @description `media.too_many`: Too many files in one day
             *
             *     `RATE_001`: Too many requests
             */
            429: {
                headers: {
                    /** @description Seconds after which the same request may succeed. */
                    "retry-after"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.too_many" | "RATE_001";
                    };
                };
            };
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploads_view: {
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
                    "application/json": components["schemas"]["UploadView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotEnrolled"];
            /** @description `media.not_found`: No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploads_complete: {
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
                    "application/json": components["schemas"]["UploadView"];
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
            403: components["responses"]["NotEnrolled"];
            /** @description `media.not_found`: No such file */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_found";
                    };
                };
            };
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
            /**
             * @description `media.store_away`: The file store cannot be reached
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
                        code: "media.store_away" | "unavailable" | "commit_unknown" | "upstream.unreachable" | "upstream.timeout";
                    };
                };
            };
        };
    };
    mediaWebhook_cloudinary: {
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
            /** @description `media.webhook_invalid`: The notification is not signed by the store */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.webhook_invalid";
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
    messagesWebhook_resend: {
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
            /** @description `messages.webhook_invalid`: The report is not signed by the carrier */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "messages.webhook_invalid";
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
    messagesWebhook_twilio: {
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
            /** @description `messages.webhook_invalid`: The report is not signed by the carrier */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "messages.webhook_invalid";
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
    messagesWebhook_whatsappChallenge: {
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
                content: {
                    "application/json": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            /** @description `messages.challenge_invalid`: The verification token is not ours */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "messages.challenge_invalid";
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
    messagesWebhook_whatsapp: {
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
            /** @description `messages.webhook_invalid`: The report is not signed by the carrier */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "messages.webhook_invalid";
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
            403: components["responses"]["NotEnrolled"];
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
            403: components["responses"]["NotPermitted"];
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
            403: components["responses"]["NotEnrolled"];
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
            403: components["responses"]["NotEnrolled"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            403: components["responses"]["NotEnrolled"];
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
            /**
             * @description `FRAUD_001`: The payment is being checked
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "FRAUD_001" | "AUTH_002" | "MFA_001";
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
            403: components["responses"]["NotEnrolled"];
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
            400: components["responses"]["InvalidRequest"];
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
            /**
             * @description `products.shop_not_found`: There is no such shop
             *
             *     `media.not_found`: No such file
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.shop_not_found" | "media.not_found";
                    };
                };
            };
            /**
             * @description `products.sku_taken`: The shop has another variant with this SKU
             *
             *     `products.no_active_variant`: A product on sale needs a variant on sale
             *
             *     `media.in_use`: The file belongs to something else
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
                        code: "products.sku_taken" | "products.no_active_variant" | "media.in_use" | "idempotency.in_progress";
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
             *     `products.image_unknown`: The product has no such picture
             *
             *     `media.not_usable`: The file cannot be used
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
                        code: "products.category_unknown" | "products.options_mismatch" | "products.sku_reserved" | "products.image_unknown" | "media.not_usable" | "idempotency.key_reused";
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
            400: components["responses"]["InvalidRequest"];
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
            400: components["responses"]["InvalidRequest"];
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
    staffDelivery_agents: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                status?: "PENDING" | "ACTIVE" | "SUSPENDED" | "CLOSED";
                fleetId?: string;
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
                    "application/json": components["schemas"]["AgentList"];
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
    staffDelivery_reinstateAgent: {
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
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
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
             * @description `delivery.own`: Nobody decides about themselves
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
                    };
                };
            };
            /**
             * @description `delivery.not_suspended`: There is no suspension that you could lift
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
                        code: "delivery.not_suspended" | "idempotency.in_progress";
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
    staffDelivery_suspendAgent: {
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
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
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
             * @description `delivery.own`: Nobody decides about themselves
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `delivery.no_agent`: There is no such agent */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_agent";
                    };
                };
            };
            /**
             * @description `delivery.not_active`: The agent or the fleet is not active
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
                        code: "delivery.not_active" | "idempotency.in_progress";
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
    review_page: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                state?: "SUBMITTED" | "IN_REVIEW" | "CHANGES_REQUESTED" | "APPROVED" | "REJECTED" | "WITHDRAWN";
                kind?: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
                /** @description `me`: those that the caller has in hand. */
                reviewer?: "me";
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
                    "application/json": components["schemas"]["QueuePage"];
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
    review_read: {
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
                    "application/json": components["schemas"]["ApplicationReviewView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    review_approve: {
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
                "application/json": components["schemas"]["ApproveApplication"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedApplication"];
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
            401: components["responses"]["NotProven"];
            /**
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
             *
             *     `applications.not_in_hand`: Somebody else has the application in hand
             *
             *     `applications.incomplete`: Something is missing
             *
             *     `users.roles_clash`: The roles exclude each other
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
                        code: "applications.wrong_state" | "applications.not_in_hand" | "applications.incomplete" | "users.roles_clash" | "idempotency.in_progress";
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
    review_tick: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                itemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TickItem"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            /**
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /**
             * @description `applications.not_found`: There is no such application
             *
             *     `applications.item_unknown`: There is no such item
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found" | "applications.item_unknown";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
             *
             *     `applications.not_in_hand`: Somebody else has the application in hand
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.wrong_state" | "applications.not_in_hand";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `applications.item_computed`: The item is ticked off by what the applicant brings */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.item_computed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    review_comment: {
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
                "application/json": components["schemas"]["CommentText"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedApplication"];
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
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
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
    review_reveal: {
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
                "application/json": components["schemas"]["GivenReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedNumbers"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            /**
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
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
    review_reject: {
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
                "application/json": components["schemas"]["GivenReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedApplication"];
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
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
             *
             *     `applications.not_in_hand`: Somebody else has the application in hand
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
                        code: "applications.wrong_state" | "applications.not_in_hand" | "idempotency.in_progress";
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
    review_release: {
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
                    "application/json": components["schemas"]["QueuedApplication"];
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
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
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
                        code: "applications.wrong_state" | "idempotency.in_progress";
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
    review_requestChanges: {
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
                "application/json": components["schemas"]["RequestChanges"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedApplication"];
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
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
             *
             *     `applications.not_in_hand`: Somebody else has the application in hand
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
                        code: "applications.wrong_state" | "applications.not_in_hand" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `applications.wrong_kind`: Applications of this kind have no such phase
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
                        code: "applications.wrong_kind" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    review_take: {
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
                    "application/json": components["schemas"]["QueuedApplication"];
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
             * @description `applications.own`: Nobody reviews their own application
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `applications.not_found`: There is no such application */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.not_found";
                    };
                };
            };
            /**
             * @description `applications.wrong_state`: The application is not in a state for this
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
                        code: "applications.wrong_state" | "idempotency.in_progress";
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
    checklist_list: {
        parameters: {
            query: {
                kind: "SELLER" | "SERVICE_PROVIDER" | "AGENT" | "COURIER";
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
                    "application/json": components["schemas"]["ItemList"];
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
    checklist_add: {
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
                "application/json": components["schemas"]["NewItem"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
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
             * @description `applications.item_taken`: There is an item with this key
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
                        code: "applications.item_taken" | "idempotency.in_progress";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `applications.item_key`: The key says nothing that can be ticked off
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
                        code: "applications.item_key" | "idempotency.key_reused";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    checklist_change: {
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
                "application/json": components["schemas"]["ChangeItem"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /** @description `applications.item_unknown`: There is no such item */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "applications.item_unknown";
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
    staffDelivery_fleets: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                status?: "PENDING" | "ACTIVE" | "SUSPENDED" | "CLOSED";
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
                    "application/json": components["schemas"]["FleetList"];
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
    staffDelivery_reinstateFleet: {
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
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetView"];
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
             * @description `delivery.own`: Nobody decides about themselves
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            /**
             * @description `delivery.not_suspended`: There is no suspension that you could lift
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
                        code: "delivery.not_suspended" | "idempotency.in_progress";
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
    staffDelivery_suspendFleet: {
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
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FleetView"];
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
             * @description `delivery.own`: Nobody decides about themselves
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `delivery.no_fleet`: There is no such fleet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "delivery.no_fleet";
                    };
                };
            };
            /**
             * @description `delivery.not_active`: The agent or the fleet is not active
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
                        code: "delivery.not_active" | "idempotency.in_progress";
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
    staffInvitations_open: {
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
                    "application/json": components["schemas"]["InvitationList"];
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
    staffInvitations_invite: {
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
                "application/json": components["schemas"]["InviteToStaff"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
             *
             *     `VAL_001`: The request is not valid
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
                        code: "VAL_002" | "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotProven"];
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
    staffInvitations_withdraw: {
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
            /** @description `users.invitation_unknown`: There is no such invitation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.invitation_unknown";
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
    staffWallets_find: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FindWallets"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletList"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    staffWallets_hold: {
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
                "application/json": components["schemas"]["HoldWallet"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletView"];
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
            401: components["responses"]["NotProven"];
            /**
             * @description `wallets.own`: Nobody decides about their own wallet
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "wallets.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /** @description `wallets.not_found`: There is no such payout wallet */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "wallets.not_found";
                    };
                };
            };
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
    staffPrivacy_page: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                state?: "WAITING" | "CANCELLED" | "DONE";
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
                    "application/json": components["schemas"]["ErasureList"];
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
    staffPrivacy_of: {
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
                    "application/json": components["schemas"]["PersonPrivacy"];
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
    staffShops_all: {
        parameters: {
            query?: {
                /** @description How many items, 24 by default and 100 at most. */
                limit?: number;
                /** @description The nextCursor of the page before. */
                cursor?: string;
                status?: "ACTIVE" | "PAUSED" | "SUSPENDED";
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
    staffShops_reinstate: {
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
                "application/json": components["schemas"]["SuspensionReason"];
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
             * @description `shops.own`: Nobody decides about their own shop
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
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
            /**
             * @description `shops.not_suspended`: The shop is not suspended
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
                        code: "shops.not_suspended" | "idempotency.in_progress";
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
    staffShops_suspend: {
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
                "application/json": components["schemas"]["SuspensionReason"];
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
             * @description `shops.own`: Nobody decides about their own shop
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.own" | "AUTH_002" | "MFA_001";
                    };
                };
            };
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
            /**
             * @description `shops.suspended`: The shop is suspended
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
                        code: "shops.suspended" | "idempotency.in_progress";
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
    checklist_publish: {
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
                "application/json": components["schemas"]["NewTerms"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TermsView"];
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
             * @description `applications.terms_known`: There are terms with this version
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
                        code: "applications.terms_known" | "idempotency.in_progress";
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
    factorResets_reset: {
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
                "application/json": components["schemas"]["ResetFactors"];
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
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
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
            /**
             * @description `auth.second_approver_required`: A second member of staff has to approve
             *
             *     `auth.no_factor`: There is no second factor
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.second_approver_required" | "auth.no_factor";
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
            401: components["responses"]["NotProven"];
            /**
             * @description `users.own_roles`: Nobody changes their own roles
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.own_roles" | "AUTH_002" | "MFA_001";
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
            401: components["responses"]["NotProven"];
            /**
             * @description `users.own_roles`: Nobody changes their own roles
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.own_roles" | "AUTH_002" | "MFA_001";
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
            /** @description `users.last_lead`: Somebody has to go on running it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "users.last_lead";
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
    impersonations_start: {
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
                "application/json": components["schemas"]["StartImpersonation"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImpersonationStarted"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotProven"];
            /**
             * @description `auth.not_impersonated`: Nobody looks through the eyes of this person
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "auth.not_impersonated" | "AUTH_002" | "MFA_001";
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    impersonations_end: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                impersonationId: string;
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    staffSessions_list: {
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
                    "application/json": components["schemas"]["SessionList"];
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
    staffSessions_end: {
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
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
            /**
             * @description `products.not_found`: There is no such product
             *
             *     `media.not_found`: No such file
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.not_found" | "media.not_found";
                    };
                };
            };
            /**
             * @description `products.no_active_variant`: A product on sale needs a variant on sale
             *
             *     `media.in_use`: The file belongs to something else
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.no_active_variant" | "media.in_use";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /**
             * @description `products.category_unknown`: There is no such category
             *
             *     `products.image_unknown`: The product has no such picture
             *
             *     `media.not_usable`: The file cannot be used
             */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "products.category_unknown" | "products.image_unknown" | "media.not_usable";
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
            /**
             * @description `shops.not_found`: There is no such shop
             *
             *     `media.not_found`: No such file
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found" | "media.not_found";
                    };
                };
            };
            /**
             * @description `shops.suspended`: The shop is suspended
             *
             *     `media.in_use`: The file belongs to something else
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.suspended" | "media.in_use";
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            /** @description `media.not_usable`: The file cannot be used */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "media.not_usable";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorShops_close: {
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
                "application/json": components["schemas"]["PlanClosure"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    vendorShops_open: {
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shopTeam_invited: {
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
                    "application/json": components["schemas"]["InvitationList"];
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
    shopTeam_invite: {
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
                "application/json": components["schemas"]["InviteToShop"];
            };
        };
        responses: {
            /** @description Created. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
             *
             *     `VAL_001`: The request is not valid
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
                        code: "VAL_002" | "VAL_001" | "idempotency.key_invalid";
                    };
                };
            };
            401: components["responses"]["NotProven"];
            /**
             * @description `shops.not_lead`: Only those who own the shop decide who works in it
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_lead" | "AUTH_002" | "MFA_001";
                    };
                };
            };
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
    shopTeam_withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                invitationId: string;
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
             * @description `shops.not_lead`: Only those who own the shop decide who works in it
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_lead" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /**
             * @description `shops.not_found`: There is no such shop
             *
             *     `users.invitation_unknown`: There is no such invitation
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found" | "users.invitation_unknown";
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
    shopWallet_read: {
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
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotPermitted"];
            /**
             * @description `shops.not_found`: There is no such shop
             *
             *     `wallets.not_found`: There is no such payout wallet
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found" | "wallets.not_found";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shopWallet_set: {
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
                "application/json": components["schemas"]["SetWallet"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WalletView"];
                };
            };
            /**
             * @description `VAL_002`: This is not a Zambian mobile number
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
                        code: "VAL_002" | "VAL_001";
                    };
                };
            };
            401: components["responses"]["NotProven"];
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
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    shopWallet_history: {
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
                    "application/json": components["schemas"]["WalletHistory"];
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
    shopTeam_members: {
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
                    "application/json": components["schemas"]["MemberList"];
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
    shopTeam_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
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
            401: components["responses"]["NotProven"];
            /**
             * @description `shops.not_lead`: Only those who own the shop decide who works in it
             *
             *     `AUTH_002`: Not permitted
             *
             *     `MFA_001`: A second factor has to be set up first
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_lead" | "AUTH_002" | "MFA_001";
                    };
                };
            };
            /**
             * @description `shops.not_found`: There is no such shop
             *
             *     `shops.no_member`: The person does not work in this shop
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.not_found" | "shops.no_member";
                    };
                };
            };
            /** @description `shops.last_owner`: A shop keeps one who owns it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code: "shops.last_owner";
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
  | 'MFA_001'
  | 'MFA_002'
  | 'NOT_FOUND'
  | 'ORDER_001'
  | 'PAY_001'
  | 'PAY_002'
  | 'RATE_001'
  | 'VAL_001'
  | 'VAL_002'
  | 'applications.already_held'
  | 'applications.already_open'
  | 'applications.incomplete'
  | 'applications.item_computed'
  | 'applications.item_key'
  | 'applications.item_taken'
  | 'applications.item_unknown'
  | 'applications.not_editable'
  | 'applications.not_found'
  | 'applications.not_in_hand'
  | 'applications.own'
  | 'applications.terms_changed'
  | 'applications.terms_known'
  | 'applications.wrong_kind'
  | 'applications.wrong_state'
  | 'auth.account_changed'
  | 'auth.audience_refused'
  | 'auth.code_ended'
  | 'auth.contact_taken'
  | 'auth.contact_unverified'
  | 'auth.google_email_unverified'
  | 'auth.google_refused'
  | 'auth.has_password'
  | 'auth.last_factor'
  | 'auth.method_refused'
  | 'auth.no_factor'
  | 'auth.not_impersonated'
  | 'auth.other_way_needed'
  | 'auth.password_too_common'
  | 'auth.second_approver_required'
  | 'auth.sign_in_ended'
  | 'auth.step_up_required'
  | 'auth.suspended'
  | 'auth.wrong_code'
  | 'auth.wrong_credentials'
  | 'auth.wrong_password'
  | 'cart.not_for_sale'
  | 'cart.not_in_cart'
  | 'cart.too_many'
  | 'commit_unknown'
  | 'delivery.agent_exists'
  | 'delivery.last_manager'
  | 'delivery.no_agent'
  | 'delivery.no_fleet'
  | 'delivery.no_member'
  | 'delivery.not_active'
  | 'delivery.not_pending'
  | 'delivery.not_suspended'
  | 'delivery.own'
  | 'fraud.review_decided'
  | 'fraud.unknown_review'
  | 'gateway.client_key_invalid'
  | 'gateway.client_key_required'
  | 'gateway.client_name_taken'
  | 'gateway.too_many_keys'
  | 'idempotency.in_progress'
  | 'idempotency.key_invalid'
  | 'idempotency.key_missing'
  | 'idempotency.key_reused'
  | 'media.content_refused'
  | 'media.form_invalid'
  | 'media.form_used'
  | 'media.in_use'
  | 'media.not_found'
  | 'media.not_readable'
  | 'media.not_usable'
  | 'media.quota_exceeded'
  | 'media.store_away'
  | 'media.ticket_over'
  | 'media.too_large'
  | 'media.too_many'
  | 'media.type_not_allowed'
  | 'media.webhook_invalid'
  | 'messages.challenge_invalid'
  | 'messages.webhook_invalid'
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
  | 'privacy.blocked'
  | 'privacy.link_over'
  | 'privacy.no_erasure'
  | 'privacy.no_export'
  | 'privacy.not_ready'
  | 'products.category_unknown'
  | 'products.image_unknown'
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
  | 'shops.last_owner'
  | 'shops.no_member'
  | 'shops.not_found'
  | 'shops.not_lead'
  | 'shops.not_suspended'
  | 'shops.own'
  | 'shops.suspended'
  | 'unavailable'
  | 'upstream.timeout'
  | 'upstream.unreachable'
  | 'users.contact_is_factor'
  | 'users.contact_taken'
  | 'users.contact_unverified'
  | 'users.invitation_not_yours'
  | 'users.invitation_unknown'
  | 'users.last_contact'
  | 'users.last_lead'
  | 'users.own_roles'
  | 'users.roles_clash'
  | 'users.wrong_scope'
  | 'wallets.not_found'
  | 'wallets.own';
