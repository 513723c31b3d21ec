CREATE TABLE "known_policies" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"repository" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"seen_at" timestamp with time zone,
	"policy" text,
	"writer" text,
	"writing_until" timestamp with time zone,
	CONSTRAINT "known_policies_account_region_repository_pk" PRIMARY KEY("account","region","repository")
);
