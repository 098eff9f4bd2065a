using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Identity;

/// <summary>The RSA key behind every token. Its id says in each token's header that the token is for local use only.</summary>
sealed class SigningKey : IDisposable
{
    readonly RSA rsa;

    SigningKey(RSA rsa)
    {
        this.rsa = rsa;
        Id = $"for-local-use-only-{Thumbprint(rsa)}";
        Credentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = Id }, SecurityAlgorithms.RsaSha256);
    }

    public string Id { get; }

    public SigningCredentials Credentials { get; }

    /// <summary>Loads the key from the folder, or makes one and keeps it there.</summary>
    public static SigningKey Open(string? folder)
    {
        if (folder is null) return new SigningKey(RSA.Create(2048));

        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, "signing-key.pem");
        if (!File.Exists(path)) Save(path);

        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(path));
        return new SigningKey(rsa);
    }

    /// <summary>The public half as a JSON Web Key (RFC 7517).</summary>
    public object PublicKey()
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = SecurityAlgorithms.RsaSha256,
            kid = Id,
            n = Base64UrlEncoder.Encode(key.Modulus),
            e = Base64UrlEncoder.Encode(key.Exponent),
        };
    }

    public void Dispose() => rsa.Dispose();

    // Written beside and moved into place, so that a crash leaves either no key or a whole one.
    static void Save(string path)
    {
        using var fresh = RSA.Create(2048);
        File.WriteAllText(path + ".new", fresh.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Move(path + ".new", path, overwrite: true);
    }

    static string Thumbprint(RSA rsa) =>
        Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..8];
}
