import { seesEveryPage } from "./every_page.mjs";

for (const visitor of ["officer", "approver", "registrar", "agent", "administrator"]) seesEveryPage(visitor);
