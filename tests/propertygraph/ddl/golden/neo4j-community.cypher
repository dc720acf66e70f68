CREATE CONSTRAINT graphkit_entity_id IF NOT EXISTS FOR (e:`Entity`) REQUIRE e.`id` IS UNIQUE;
CREATE CONSTRAINT graphkit_claim_id IF NOT EXISTS FOR (e:`Claim`) REQUIRE e.`id` IS UNIQUE;
CREATE INDEX graphkit_claim_edge_key IF NOT EXISTS FOR (e:`Claim`) ON (e.`edge_key`);
CREATE CONSTRAINT graphkit_load_lease IF NOT EXISTS FOR (e:`GraphkitLoad`) REQUIRE e.`lease` IS UNIQUE;
CREATE CONSTRAINT graphkit_unique_Company__register IF NOT EXISTS FOR (e:`Company`) REQUIRE e.`register` IS UNIQUE;
// Every Named has a name: not enforced by Neo4j Community; checked by graphkit (GK313).
// name of Named is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// name of Named is no longer than 200: not enforced by Neo4j Community; checked by graphkit (GK316).
// register of Company is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// register of Company matches "[A-Z]{2}[0-9]+": not enforced by Neo4j Community; checked by graphkit (GK315).
// founded of Company is an edtf: not enforced by Neo4j Community; checked by graphkit (GK312).
// sectors of Company is a list<Sector>: not enforced by Neo4j Community; checked by graphkit (GK312).
// sectors of Company is one of the words of Sector: not enforced by Neo4j Community; checked by graphkit (GK312).
// branches of Bank is an integer: not enforced by Neo4j Community; checked by graphkit (GK312).
// branches of Bank is at least 0: not enforced by Neo4j Community; checked by graphkit (GK314).
// audited of Bank is a list<date>: not enforced by Neo4j Community; checked by graphkit (GK312).
// born of Person is a date: not enforced by Neo4j Community; checked by graphkit (GK312).
// Every Person has a seen: not enforced by Neo4j Community; checked by graphkit (GK313).
// seen of Person is a datetime: not enforced by Neo4j Community; checked by graphkit (GK312).
// Every Document has a title: not enforced by Neo4j Community; checked by graphkit (GK313).
// title of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// publisher of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// author of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// published of Document is an edtf: not enforced by Neo4j Community; checked by graphkit (GK312).
// language of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// url of Document is a url: not enforced by Neo4j Community; checked by graphkit (GK312).
// reports of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// sha256 of Document is a string: not enforced by Neo4j Community; checked by graphkit (GK312).
// OWNS goes from Company or Person to Company: not enforced by Neo4j Community; checked by graphkit (GK402).
// share of OWNS is a float: not enforced by Neo4j Community; checked by graphkit (GK412).
// share of OWNS is at least 0: not enforced by Neo4j Community; checked by graphkit (GK414).
// share of OWNS is at most 100: not enforced by Neo4j Community; checked by graphkit (GK414).
// Every OWNS has a deed: not enforced by Neo4j Community; checked by graphkit (GK413).
// deed of OWNS is a string: not enforced by Neo4j Community; checked by graphkit (GK412).
// No two edges of OWNS share a deed: not enforced, as that would slow down the writing of edges; checked by graphkit (GK417).
// LIVES_IN goes from Person to Place: not enforced by Neo4j Community; checked by graphkit (GK402).
// A source of LIVES_IN has at most 1 targets at once: not enforced by Neo4j Community; checked by graphkit (GK408).
// NEAR goes from Place or Person to Place or Person: not enforced by Neo4j Community; checked by graphkit (GK402).
