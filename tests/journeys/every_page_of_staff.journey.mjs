import { seesEveryPage } from "./every_page.mjs";

for (const visitor of ["officer", "registrar", "administrator"]) seesEveryPage(visitor);
