package dev.firth.catalog.yaml;

/**
 * A place where a file is no YAML that kubectl would read.
 *
 * @param line from 1
 * @param sentence what is wrong; never the text around it, which may hold a secret
 */
public record YamlProblem(int line, String sentence) {}
